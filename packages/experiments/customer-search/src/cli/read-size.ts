import { seedLimits } from '@lab/bench';
import { mostCustomers } from '../core/data/limits.ts';
import { readCount } from './read-count.ts';

export interface SizeFlags {
  readonly customers: string;
  readonly workers: string;
  readonly seed: string;
}

/** What both commands are told. @throws LabError `out-of-range` */
export const readSize = ({ customers, workers, seed }: SizeFlags) => ({
  customers: readCount(customers, { name: '--customers', least: 1, most: mostCustomers, example: '3_000_000' }),
  workers: readCount(workers, { name: '--workers', least: 1, most: 32 }),
  seed: readCount(seed, { name: '--seed', ...seedLimits }),
});
