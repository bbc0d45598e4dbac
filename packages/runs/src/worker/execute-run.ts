import type { BenchResult, RunnerSink } from '@lab/bench';
import { isLabError } from '@lab/errors';
import { type CancelWatch, keepLease } from '@lab/jobs/server';
import type { Pool, PoolClient } from 'pg';
import type { ForkRunOptions, RunRequest } from '../child/index.ts';
import { type AcquiredRun, acquireRun } from '../store/acquire-run.ts';
import { createRunSink } from '../store/create-run-sink.ts';
import { endRun } from '../store/end-run.ts';
import { readSamples } from '../store/read-samples.ts';
import { requeueRun } from '../store/requeue-run.ts';
import { failureOf } from './failure-of.ts';

export interface ExecuteRunOptions {
  readonly pool: Pool;
  readonly runId: string;
  /** Name of this worker, for people: `worker 4711 on host`. */
  readonly holder: string;
  /** `forkRun` of the door "./child", bound to this worker's checkout and measuring database. */
  readonly fork: (request: RunRequest, options: Pick<ForkRunOptions, 'onEvent' | 'signal'>) => Promise<BenchResult>;
  /** Module that default-exports the BenchDefinition of an experiment; undefined: this worker does not know it. */
  readonly definitionUrl: (experiment: string) => string | undefined;
  /** Aborted when this worker stops: the run goes back to the queue with its finished rounds. */
  readonly signal: AbortSignal;
  /** True when the queue will not try again. */
  readonly lastAttempt: boolean;
  /** Records the job that continues a run which this worker gives back. */
  readonly enqueue: (client: PoolClient, runId: string) => Promise<unknown>;
  /** Makes a cancel felt within milliseconds; without it, within `renewEveryMs`. */
  readonly cancels?: CancelWatch;
  /** Default 15. */
  readonly leaseSeconds?: number;
  /** Time between two renewals of the lease; default 2,000. */
  readonly renewEveryMs?: number;
}

/** How the job ended; only a failure that the queue is to try again is thrown. */
export type ExecuteOutcome = 'finished' | 'cancelled' | 'failed' | 'given-back' | 'lost' | 'nothing-to-do';

type StopReason = 'cancelled' | 'lost' | 'shutdown';

interface Ending {
  /** The end of the run is written, so that the lease is gone and nothing is left to decide. */
  readonly finished: boolean;
  readonly result?: BenchResult;
  readonly error?: unknown;
}

const forkAcquired = async (
  options: ExecuteRunOptions,
  run: AcquiredRun,
  definitionUrl: string,
  signal: AbortSignal,
): Promise<Ending> => {
  const sink = createRunSink({ pool: options.pool, runId: run.id, lease: run.lease });
  let failed: { message: string; code: string } | undefined;
  let finished = false;
  const onEvent: RunnerSink = async (event) => {
    if (event.type === 'failed') failed = event;
    await sink(event);
    if (event.type === 'finished') finished = event.result.status === 'finished';
  };
  try {
    const result = await options.fork(
      {
        runId: run.id,
        reason: run.reason,
        definitionUrl,
        workload: run.workload,
        variants: [...run.variants],
        rounds: run.rounds,
        seed: run.seed,
        params: { ...run.params },
        ...(run.header && {
          resume: { header: run.header, samples: await readSamples({ pool: options.pool, runId: run.id }) },
        }),
      },
      { onEvent, signal },
    );
    return { finished, result, ...(failed && { error: failed }) };
  } catch (error) {
    return { finished, error: failed ?? error };
  }
};

const whyStopped = (lease: AbortSignal, shutdown: AbortSignal): StopReason | undefined => {
  if (lease.aborted) return isLabError(lease.reason) && lease.reason.code === 'cancelled' ? 'cancelled' : 'lost';
  return shutdown.aborted ? 'shutdown' : undefined;
};

/** Writes how the run ended, or why it goes on elsewhere. What another worker has taken over is left alone. */
const conclude = async (
  options: ExecuteRunOptions,
  run: AcquiredRun,
  stopped: StopReason | undefined,
  { finished, result, error }: Ending,
): Promise<ExecuteOutcome> => {
  const { pool } = options;
  const held = { pool, runId: run.id, lease: run.lease };
  if (finished) return 'finished';
  if (stopped === 'lost' || (isLabError(error) && error.code === 'lease-lost')) return 'lost';
  if (stopped === 'cancelled') {
    const text = 'Cancelled; finished rounds are kept.';
    return (await endRun({ ...held, status: 'cancelled', error: text })) ? 'cancelled' : 'lost';
  }
  if (stopped === 'shutdown') {
    const text = `${options.holder} is stopping; another worker continues after the last finished round.`;
    const enqueue = (client: PoolClient) => options.enqueue(client, run.id);
    return (await requeueRun({ ...held, text, enqueue })) ? 'given-back' : 'lost';
  }
  const failure = failureOf(error, result);
  if (failure.retryable && !options.lastAttempt) {
    const text = `${failure.message} The run is tried again after its last finished round.`;
    if (!(await requeueRun({ ...held, text }))) return 'lost';
    throw new Error(failure.message, { cause: error });
  }
  return (await endRun({ ...held, status: 'failed', error: failure.message })) ? 'failed' : 'lost';
};

/**
 * The job `runs.execute`: takes the lease of a run, executes it in a child process, and writes what comes while the lease holds. It is
 * safe to deliver twice: a run that has ended, is gone or is held by another worker is left alone.
 */
export const executeRun = async (options: ExecuteRunOptions): Promise<ExecuteOutcome> => {
  const { pool, runId, leaseSeconds = 15 } = options;
  const acquisition = await acquireRun({ pool, runId, holder: options.holder, leaseSeconds });
  if (acquisition.outcome !== 'acquired') return 'nothing-to-do';
  const { run } = acquisition;
  const url = options.definitionUrl(run.experiment);
  if (url === undefined) {
    const error = `${options.holder} knows no experiment "${run.experiment}"; it is of another version than the run.`;
    return (await endRun({ pool, runId, lease: run.lease, status: 'failed', error })) ? 'failed' : 'lost';
  }
  await using kept = keepLease({
    pool,
    lease: { table: 'run', id: runId, token: run.lease },
    seconds: leaseSeconds,
    everyMs: options.renewEveryMs ?? 2000,
    cancellable: true,
    ...(options.cancels && { cancels: options.cancels }),
  });
  // Asked for while it waited: no measuring process is started for it.
  const ending = run.cancel_requested_at
    ? { finished: false }
    : await forkAcquired(options, run, url, AbortSignal.any([kept.signal, options.signal]));
  const stopped = run.cancel_requested_at ? 'cancelled' : whyStopped(kept.signal, options.signal);
  // Awaited here, so that the lease is kept until the end is written.
  return await conclude(options, run, stopped, ending);
};
