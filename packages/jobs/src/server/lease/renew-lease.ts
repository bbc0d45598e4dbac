import { escapeIdentifier } from 'pg';
import type { Database, Lease } from './lease.ts';

export interface RenewLeaseOptions {
  readonly database: Database;
  readonly lease: Lease;
  readonly seconds: number;
}

/** Moves the end of a lease; false when another has taken over, it was released, or the row is gone. An expired lease that nobody took is renewed. */
export const renewLease = async ({ database, lease, seconds }: RenewLeaseOptions): Promise<boolean> => {
  const { rowCount } = await database.query(
    `UPDATE ${escapeIdentifier(lease.table)} SET lease_until = clock_timestamp() + make_interval(secs => $3)
     WHERE id = $1 AND lease = $2 AND lease_until IS NOT NULL`,
    [lease.id, lease.token, seconds],
  );
  return rowCount === 1;
};
