import type { LeaseTarget } from './lease.ts';

export const cancelChannel = 'lab_cancel';

export const cancelKey = ({ table, id }: LeaseTarget): string => `${table}/${id}`;
