import { enqueue, type QueueBackend, type RelayOptions, startJobWorker, watchCancels } from '@lab/jobs/server';
import type { Pool, PoolClient } from 'pg';
import { executeRunJob } from '../execute-run-job.ts';
import { reconcileRuns } from '../store/reconcile-runs.ts';
import { type ExecuteRunOptions, executeRun } from './execute-run.ts';
import { repeat } from './repeat.ts';

export interface RunWorkerOptions
  extends Pick<ExecuteRunOptions, 'holder' | 'fork' | 'definitionUrl' | 'leaseSeconds' | 'renewEveryMs'> {
  /** At least three connections: one listens. */
  readonly pool: Pool;
  readonly backend: QueueBackend;
  readonly log?: RelayOptions['log'];
  /** Time between two looks for runs that nobody works on; default 5,000. */
  readonly reconcileEveryMs?: number;
  /** See `reconcileRuns`. */
  readonly lostAfterSeconds?: number;
}

export interface RunWorker extends AsyncDisposable {
  /** Takes no further run, gives the current one back with its finished rounds, and ends within the deadline (default 25 s). */
  close(deadlineMs?: number): Promise<void>;
}

const enqueueRun = (client: PoolClient, runId: string) => enqueue(client, executeRunJob, { runId });

/** Executes runs, one at a time: measuring takes the whole machine. Also puts back the runs of workers that are gone. */
export const startRunWorker = (options: RunWorkerOptions): RunWorker => {
  const { pool, backend, log } = options;
  const shutdown = new AbortController();
  const cancels = watchCancels(pool);
  const reconciler = repeat({
    everyMs: options.reconcileEveryMs ?? 5000,
    task: async () => {
      const { putBack, givenUp } = await reconcileRuns({
        pool,
        enqueue: enqueueRun,
        ...(options.lostAfterSeconds !== undefined && { lostAfterSeconds: options.lostAfterSeconds }),
      });
      if (putBack.length + givenUp.length > 0) log?.warn({ putBack, givenUp }, 'runs without a worker');
    },
    onError: (error) => log?.warn({ err: error }, 'looking for runs without a worker failed; it is tried again'),
  });
  const worker = startJobWorker({
    job: executeRunJob,
    backend,
    concurrency: 1,
    ...(log && { log }),
    // The signal of the job is left alone: the run's lease, not the queue's lock, says whose it is.
    process: async ({ runId }, { lastAttempt }) => {
      const outcome = await executeRun({
        ...options,
        runId,
        cancels,
        signal: shutdown.signal,
        lastAttempt,
        enqueue: enqueueRun,
      });
      log?.info({ runId, outcome }, 'run');
    },
  });
  let closed: Promise<void> | undefined;
  const close = (deadlineMs = 25_000) => {
    shutdown.abort();
    closed ??= (async () => {
      await worker.close({ deadlineMs });
      await Promise.all([reconciler[Symbol.asyncDispose](), cancels[Symbol.asyncDispose]()]);
    })();
    return closed;
  };
  return { close, [Symbol.asyncDispose]: () => close() };
};
