import type { Pool } from 'pg';

/** Removes messages that were relayed more than this long ago; the number removed. */
export const pruneOutbox = async (pool: Pool, olderThanHours: number): Promise<number> => {
  const { rowCount } = await pool.query(
    `DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE dispatched_at < now() - make_interval(hours => $1) LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
    [olderThanHours],
  );
  return rowCount ?? 0;
};
