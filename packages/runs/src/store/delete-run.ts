import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';

/**
 * Removes a run with its samples. Whoever executes it loses its lease with the row and stops; a job still queued for it does nothing.
 * @throws LabError `run-not-found`.
 */
export const deleteRun = async (options: { readonly pool: Pool; readonly id: string }): Promise<void> => {
  const { rowCount } = await options.pool.query(
    `WITH deleted AS (DELETE FROM run WHERE id = $1 RETURNING id) SELECT ${notifyRun('id')} FROM deleted`,
    [options.id],
  );
  if (!rowCount) throw new LabError('run-not-found', { run: options.id });
};
