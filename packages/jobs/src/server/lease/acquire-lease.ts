import { escapeIdentifier } from 'pg';
import type { Database, Lease, LeaseTarget } from './lease.ts';

export interface AcquireLeaseOptions extends LeaseTarget {
  readonly database: Database;
  /** Name of the worker, for people. */
  readonly holder: string;
  readonly seconds: number;
}

export type LeaseAcquisition =
  | { readonly outcome: 'acquired'; readonly lease: Lease }
  | { readonly outcome: 'held'; readonly holder: string | null; readonly until: Date }
  | { readonly outcome: 'gone' };

interface Row {
  readonly token: string | null;
  readonly lease_holder: string | null;
  readonly lease_until: Date | null;
  readonly live: boolean | null;
}

/**
 * Takes the lease of a row that nobody holds, or whose holder has let it run out; the token grows. By the server's clock only.
 * Method: fencing tokens, M. Kleppmann, "How to do distributed locking" (2016).
 */
export const acquireLease = async (options: AcquireLeaseOptions): Promise<LeaseAcquisition> => {
  const table = escapeIdentifier(options.table);
  const take = () =>
    options.database.query<Row>(
      `WITH taken AS (
         UPDATE ${table} SET lease = lease + 1, lease_holder = $2, lease_until = clock_timestamp() + make_interval(secs => $3)
         WHERE id = $1 AND (lease_until IS NULL OR lease_until <= clock_timestamp()) RETURNING id, lease)
       SELECT taken.lease AS token, t.lease_holder, t.lease_until, t.lease_until > clock_timestamp() AS live
       FROM ${table} t LEFT JOIN taken ON taken.id = t.id WHERE t.id = $1`,
      [options.id, options.holder, options.seconds],
    );
  // The row as it was before a concurrent take-over can look free and yet not be ours: ask again.
  for (;;) {
    const row = (await take()).rows[0];
    if (!row) return { outcome: 'gone' };
    if (row.token !== null)
      return { outcome: 'acquired', lease: { table: options.table, id: options.id, token: BigInt(row.token) } };
    if (row.lease_until && row.live) return { outcome: 'held', holder: row.lease_holder, until: row.lease_until };
  }
};
