import type { Pool } from 'pg';
import { notifyImport } from './notify-import.ts';

/** Writes that an import will not be tried again; for the queue, when its last attempt died. One that somebody works on is left alone. */
export const failImport = async (pool: Pool, importId: string, error: string): Promise<void> => {
  await pool.query(
    `WITH failed AS (
       UPDATE bulk_writes_import SET status = 'failed', error = $2, rows_done = 0, finished_at = now(), lease = lease + 1,
         lease_holder = NULL, lease_until = NULL
       WHERE id = $1 AND status IN ('queued', 'running') AND (lease_until IS NULL OR lease_until <= now()) RETURNING id)
     SELECT ${notifyImport('id')} FROM failed`,
    [importId, error],
  );
};
