import { LabError } from '@lab/errors';
import { requestCancel } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { getImport } from './get-import.ts';
import { notifyImport } from './notify-import.ts';

/**
 * Asks for the end of an import, from any process. A queued one ends here; a running one is rolled back by whoever does it.
 * Asking twice is the same as asking once.
 * @throws LabError `import-not-found`, `import-already-ended`.
 */
export const cancelImport = async (pool: Pool, id: string): Promise<void> => {
  const { rowCount } = await pool.query(
    `WITH cancelled AS (
       UPDATE bulk_writes_import SET cancel_requested_at = coalesce(cancel_requested_at, now()),
         status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
         finished_at = CASE status WHEN 'queued' THEN now() END
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING id)
     SELECT ${notifyImport('id')} FROM cancelled`,
    [id],
  );
  if (rowCount) {
    await requestCancel(pool, { table: 'bulk_writes_import', id });
    return;
  }
  const { status } = await getImport(pool, id);
  throw new LabError('import-already-ended', { import: id, status });
};
