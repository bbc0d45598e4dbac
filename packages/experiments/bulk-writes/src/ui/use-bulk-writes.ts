'use client';
import { useRouter } from '@lab/rpc/client';
import type { BulkWritesRouter } from '../api/index.ts';

/** The part of the API that this experiment owns. */
export const useBulkWrites = () => useRouter<BulkWritesRouter>('bulkWrites');
