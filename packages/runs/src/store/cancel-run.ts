import { inTransaction } from '@lab/db';
import { LabError } from '@lab/errors';
import { requestCancel } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import type { RunStatus } from '../contract.ts';

/**
 * Asks for the end of a run, from any process. A queued run ends here; a running one is ended by its worker, which keeps the
 * finished rounds. Asking twice is the same as asking once.
 * @throws LabError `run-not-found`, `run-already-ended`.
 */
export const cancelRun = (options: { readonly pool: Pool; readonly id: string }): Promise<void> =>
  inTransaction(options.pool, async (client) => {
    const { rows } = await client.query<{ status: RunStatus }>('SELECT status FROM run WHERE id = $1 FOR UPDATE', [
      options.id,
    ]);
    const status = rows[0]?.status;
    if (status === undefined) throw new LabError('run-not-found', { run: options.id });
    if (status !== 'queued' && status !== 'running')
      throw new LabError('run-already-ended', { run: options.id, status });
    await requestCancel(client, { table: 'run', id: options.id });
    await client.query(
      `WITH told AS (
         UPDATE run SET
           status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
           finished_at = CASE status WHEN 'queued' THEN now() END,
           error = CASE status WHEN 'queued' THEN 'Cancelled while it waited for a worker.' ELSE error END
         WHERE id = $1 RETURNING id)
       SELECT ${notifyRun('id')} FROM told`,
      [options.id],
    );
  });
