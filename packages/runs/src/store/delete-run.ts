import { inTransaction } from '@lab/db';
import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import type { RunStatus } from '../contract.ts';
import { type Deleter, mayDelete } from './may-delete.ts';

export interface DeleteRunOptions {
  readonly pool: Pool;
  readonly id: string;
  readonly by: Deleter;
}

/**
 * Removes a run that has ended, with its samples, for an administrator or whoever started it.
 * @throws LabError `run-not-found`, `not-allowed`, `run-not-ended`.
 */
export const deleteRun = ({ pool, id, by }: DeleteRunOptions): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ status: RunStatus; created_by: string | null }>(
      'SELECT status, created_by FROM run WHERE id = $1 FOR UPDATE',
      [id],
    );
    const run = rows[0];
    if (!run) throw new LabError('run-not-found', { run: id });
    if (!mayDelete(by, run.created_by)) throw new LabError('not-allowed');
    // Deleted under its worker, what that one has measured would be lost without a word.
    if (run.status === 'queued' || run.status === 'running')
      throw new LabError('run-not-ended', { run: id, status: run.status });
    await client.query(
      `WITH deleted AS (DELETE FROM run WHERE id = $1 RETURNING id) SELECT ${notifyRun('id')} FROM deleted`,
      [id],
    );
  });
