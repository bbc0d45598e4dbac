import { escapeIdentifier } from 'pg';
import { cancelChannel, cancelKey } from './cancel-channel.ts';
import type { Database, LeaseTarget } from './lease.ts';

/**
 * Asks, from any process, for the end of the work on a row: sets `cancel_requested_at`, which the holder reads at its next renewal, and
 * notifies, so that it does so at once. False when there is no such row.
 */
export const requestCancel = async (database: Database, target: LeaseTarget): Promise<boolean> => {
  const { rowCount } = await database.query(
    `WITH asked AS (
       UPDATE ${escapeIdentifier(target.table)} SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
       WHERE id = $1 RETURNING id)
     SELECT pg_notify($2, $3) FROM asked`,
    [target.id, cancelChannel, cancelKey(target)],
  );
  return rowCount === 1;
};
