import type { BenchResult, RunnerSink } from '@lab/bench';
import { LabError } from '@lab/errors';
import { keepLease } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { acquireRun } from './acquire-run.ts';
import { createRunSink } from './create-run-sink.ts';
import { endRun } from './end-run.ts';

export interface RecordRunOptions {
  readonly pool: Pool;
  readonly runId: string;
  readonly experiment: string;
  readonly workload: string;
  readonly variants: readonly string[];
  readonly rounds: number;
  readonly seed: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly reason: BenchResult['reason'];
  /** Name of this process, for people: `lab bench (process 4711)`. */
  readonly holder: string;
}

export interface RecordedRun extends AsyncDisposable {
  /** Writes what the runner says as it comes, so that the dashboard shows the run while it is measured. */
  readonly sink: RunnerSink;
  /** Aborted when somebody cancels the run from the dashboard. */
  readonly cancelled: AbortSignal;
  /** Writes how it ended, unless the sink has: `finished` comes from the runner itself. */
  end(result: BenchResult | undefined, error: unknown): Promise<void>;
}

const leaseSeconds = 15;
const renewEveryMs = 2000;

/**
 * Records a run that this process measures itself, without the queue (`lab bench --report`): the same rows, lease and hints
 * as those of a worker. A run whose command line is gone ends when its lease does (`reconcileRuns`); no worker continues it.
 *
 * @throws LabError `lease-lost` when the id is already in use.
 */
export const recordRun = async (options: RecordRunOptions): Promise<RecordedRun> => {
  const { pool, runId, holder } = options;
  await pool.query(
    `INSERT INTO run (id, experiment, workload, params, variants, rounds, seed, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      runId,
      options.experiment,
      options.workload,
      options.params,
      options.variants,
      options.rounds,
      options.seed,
      options.reason,
    ],
  );
  const acquisition = await acquireRun({ pool, runId, holder, leaseSeconds });
  if (acquisition.outcome !== 'acquired') throw new LabError('lease-lost', { what: `run ${runId}` });
  const { lease } = acquisition.run;
  const kept = keepLease({
    pool,
    lease: { table: 'run', id: runId, token: lease },
    seconds: leaseSeconds,
    everyMs: renewEveryMs,
    cancellable: true,
  });
  return {
    sink: createRunSink({ pool, runId, lease }),
    cancelled: kept.signal,
    end: async (result, error) => {
      if (result?.status === 'finished' && error === undefined) return;
      const cancelled = result?.status === 'partial' || (error instanceof LabError && error.code === 'cancelled');
      const wrong = result?.samples.findLast((sample) => sample.status === 'error');
      const text =
        error instanceof Error ? error.message : (wrong?.error ?? 'The run stopped before its plan was done.');
      const status = cancelled ? 'cancelled' : 'failed';
      await endRun({ pool, runId, lease, status, error: cancelled ? 'Cancelled; finished rounds are kept.' : text });
    },
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
};
