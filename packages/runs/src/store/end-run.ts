import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';

export interface EndRunOptions {
  readonly pool: Pool;
  readonly runId: string;
  readonly lease: bigint;
  readonly status: 'cancelled' | 'failed';
  /** What happened, in one sentence for people; null where the status says it all. */
  readonly error: string | null;
}

/** Ends a run that this lease holds. False: another worker has taken over, or the run is gone, and its end is not ours to write. */
export const endRun = async (options: EndRunOptions): Promise<boolean> => {
  const { rowCount } = await options.pool.query(
    `WITH ended AS (
       UPDATE run SET status = $3, error = $4, finished_at = now(), lease_holder = NULL, lease_until = NULL
       WHERE id = $1 AND lease = $2 AND status = 'running' RETURNING id)
     SELECT ${notifyRun('id')} FROM ended`,
    [options.runId, options.lease, options.status, options.error],
  );
  return Boolean(rowCount);
};
