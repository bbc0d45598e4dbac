import { escapeIdentifier } from 'pg';
import type { Database, Lease } from './lease.ts';

/** Gives a lease back, so that the next worker need not wait for its end; false when it was lost already. */
export const releaseLease = async (database: Database, lease: Lease): Promise<boolean> => {
  const { rowCount } = await database.query(
    `UPDATE ${escapeIdentifier(lease.table)} SET lease_holder = NULL, lease_until = NULL
     WHERE id = $1 AND lease = $2 AND lease_until IS NOT NULL`,
    [lease.id, lease.token],
  );
  return rowCount === 1;
};
