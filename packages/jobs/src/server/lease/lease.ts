import type { ClientBase, Pool } from 'pg';

/** Where statements run: a pool, or a client in the caller's transaction. */
export type Database = Pool | ClientBase;

/** A row with the columns `lease bigint`, `lease_holder text`, `lease_until timestamptz`. */
export interface LeaseTarget {
  /** Name of the table: a constant of the code, never input. */
  readonly table: string;
  readonly id: string;
}

/** The right to change a row, until it expires or somebody takes over. */
export interface Lease extends LeaseTarget {
  /** Fencing token: grows with every take-over, so that a write with an older one is refused. */
  readonly token: bigint;
}
