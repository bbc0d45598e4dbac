import { inTransaction } from '@lab/db';
import type { Pool, PoolClient } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import { appendHistory } from './append-history.ts';
import { roundsInWords } from './rounds-in-words.ts';

export interface ReconcileRunsOptions {
  readonly pool: Pool;
  /** Records the job of a run, in the transaction that puts it back. */
  readonly enqueue: (client: PoolClient, runId: string) => Promise<unknown>;
  /** A queued run that no worker took up in this time, while none was busy, has lost its job; default 60 s. */
  readonly lostAfterSeconds?: number;
  /** A run that was taken up this often and lost its worker again is given up; default 10. */
  readonly maximumTakeOvers?: number;
}

export interface Reconciled {
  readonly putBack: readonly string[];
  readonly givenUp: readonly string[];
}

interface OrphanRow {
  readonly id: string;
  readonly lease: string;
  readonly lease_holder: string | null;
  readonly rounds: number;
  readonly rounds_finished: number;
  readonly cancelled: boolean;
  /** Measured by a command line of its own, which the person has ended; a worker must not go on with it. */
  readonly detached: boolean;
}

/** Runs whose worker is gone: their lease ran out and nobody renewed it. */
const putBackOrphans = async (client: PoolClient, options: ReconcileRunsOptions): Promise<Reconciled> => {
  const { rows } = await client.query<OrphanRow>(
    `SELECT id, lease, lease_holder, rounds, rounds_finished, cancel_requested_at IS NOT NULL AS cancelled,
       reason IN ('cli', 'ci') AS detached
     FROM run WHERE status = 'running' AND lease_until < now() FOR UPDATE SKIP LOCKED`,
  );
  const [putBack, givenUp]: [string[], string[]] = [[], []];
  for (const row of rows) {
    const kept = roundsInWords(row.rounds_finished, row.rounds);
    const lost = `${row.lease_holder ?? 'Its worker'} was lost after ${kept}`;
    const tooOften = Number(row.lease) >= (options.maximumTakeOvers ?? 10);
    const [status, text] = row.detached
      ? ['cancelled', `${lost}; finished rounds are kept.`]
      : row.cancelled
        ? ['cancelled', `${lost}; the run was to be cancelled and ends here.`]
        : tooOften
          ? [
              'failed',
              `${lost}. The run was taken up ${row.lease} times and never finished, so it is given up; the log of its workers says why.`,
            ]
          : ['queued', `${lost}; another worker continues.`];
    await client.query(
      `WITH changed AS (
         UPDATE run SET status = $2, lease_holder = NULL, lease_until = NULL, progress = NULL, history = ${appendHistory('$3')},
           error = CASE WHEN $2 = 'queued' THEN NULL ELSE $3 END, finished_at = CASE WHEN $2 = 'queued' THEN NULL ELSE now() END
         WHERE id = $1 RETURNING id)
       SELECT ${notifyRun('id')} FROM changed`,
      [row.id, status, text],
    );
    if (status !== 'queued') givenUp.push(row.id);
    else {
      await options.enqueue(client, row.id);
      putBack.push(row.id);
    }
  }
  return { putBack, givenUp };
};

/** Queued runs whose job is lost: the queue store was emptied, or it was down for longer than the job's own retries. */
const enqueueLost = async (client: PoolClient, options: ReconcileRunsOptions): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM run WHERE status = 'queued'
       AND NOT EXISTS (SELECT FROM run busy WHERE busy.status = 'running')
       AND greatest(created_at, (SELECT max(greatest(o.created_at, o.dispatched_at)) FROM outbox o WHERE o.payload->>'runId' = run.id::text))
           < now() - make_interval(secs => $1)
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.payload->>'runId' = run.id::text AND o.dispatched_at IS NULL)
     ORDER BY created_at FOR UPDATE SKIP LOCKED`,
    [options.lostAfterSeconds ?? 60],
  );
  for (const { id } of rows) await options.enqueue(client, id);
  return rows.map(({ id }) => id);
};

/** Puts back every run that nobody works on any more, so that none is stuck for ever. Safe from any number of workers at once. */
export const reconcileRuns = async (options: ReconcileRunsOptions): Promise<Reconciled> =>
  inTransaction(options.pool, async (client) => {
    const orphans = await putBackOrphans(client, options);
    const lost = await enqueueLost(client, options);
    return { ...orphans, putBack: [...orphans.putBack, ...lost] };
  });
