import { assembleResult, type BenchResult, type ExperimentContract, reproduceCommand, type Sample } from '@lab/bench';
import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { RunStatus, RunView } from '../contract.ts';
import { type RunDetailRow, runColumns, toRunSummary } from './run-row.ts';

const resultStatus: Readonly<Record<RunStatus, BenchResult['status']>> = {
  queued: 'partial',
  running: 'partial',
  cancelled: 'partial',
  finished: 'finished',
  failed: 'failed',
};

/** Statistics are computed from the samples here, so that they can never disagree with them. */
const toResult = (row: RunDetailRow, samples: readonly Sample[]): BenchResult | null =>
  row.header &&
  assembleResult(row.header, samples, {
    status: resultStatus[row.status],
    finishedAt: row.finished_at?.toISOString() ?? null,
  });

/** Before its runner has said so itself. An experiment that this host no longer has keeps its name at least. */
const commandOf = (row: RunDetailRow, experiments: readonly ExperimentContract[]): string =>
  reproduceCommand(
    experiments.find(({ slug }) => slug === row.experiment) ?? {
      slug: row.experiment,
      workloads: [],
      parameters: z.object({}),
    },
    row,
  );

/**
 * The truth about one run: its row and, once its runner has started, a valid `lab.bench/1` with everything measured so far.
 * @throws LabError `run-not-found`.
 */
export const getRun = async (options: {
  readonly pool: Pool;
  readonly experiments: readonly ExperimentContract[];
  readonly id: string;
}): Promise<RunView> => {
  // One statement, so that row and samples are of the same moment.
  const { rows } = await options.pool.query<RunDetailRow & { readonly samples: readonly Sample[] }>(
    `SELECT ${runColumns}, created_by, history, header, extract(epoch FROM coalesce(finished_at, now()) - started_at)::float8 AS seconds_since_start,
       CASE status WHEN 'queued' THEN
         (SELECT jsonb_build_object('count', count(*) OVER (), 'next', jsonb_build_object(
            'id', o.id, 'experiment', o.experiment, 'workload', o.workload, 'params', o.params))
          FROM run o
          WHERE o.status = 'running' OR o.status = 'queued' AND (o.created_at, o.id) < (run.created_at, run.id)
          ORDER BY o.status = 'running' DESC, o.created_at, o.id LIMIT 1)
       END AS ahead,
       coalesce((SELECT jsonb_agg(s.sample) FROM run_sample s WHERE s.run_id = run.id),
                '[]') AS samples
     FROM run WHERE id = $1`,
    [options.id],
  );
  const row = rows[0];
  if (!row) throw new LabError('run-not-found', { run: options.id });
  return {
    ...toRunSummary(row),
    createdBy: row.created_by,
    history: row.history,
    ahead: row.ahead,
    secondsSinceStart: row.seconds_since_start,
    result: toResult(row, row.samples),
    command: row.header?.plan.command ?? commandOf(row, options.experiments),
  };
};
