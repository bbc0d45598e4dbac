import { inTransaction } from '@lab/db';
import type { Pool, PoolClient } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import { appendHistory } from './append-history.ts';

export interface RequeueRunOptions {
  readonly pool: Pool;
  readonly runId: string;
  readonly lease: bigint;
  /** Why, in one sentence. */
  readonly text: string;
  /** Records the job that will continue it, in the same transaction; absent where the queue itself tries again. */
  readonly enqueue?: (client: PoolClient) => Promise<unknown>;
}

/** Gives a run back to the queue with its finished rounds. False: this lease no longer holds it. */
export const requeueRun = async (options: RequeueRunOptions): Promise<boolean> =>
  inTransaction(options.pool, async (client) => {
    const { rowCount } = await client.query(
      `WITH put_back AS (
         UPDATE run SET status = 'queued', lease_holder = NULL, lease_until = NULL, progress = NULL,
           history = ${appendHistory('$3')}
         WHERE id = $1 AND lease = $2 AND status = 'running' RETURNING id)
       SELECT ${notifyRun('id')} FROM put_back`,
      [options.runId, options.lease, options.text],
    );
    if (!rowCount) return false;
    await options.enqueue?.(client);
    return true;
  });
