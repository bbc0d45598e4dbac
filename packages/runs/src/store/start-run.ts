import type { BenchResult, ExperimentContract } from '@lab/bench';
import { inTransaction } from '@lab/db';
import { enqueue } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { notifyRun } from '../changes/notify-change.ts';
import { checkPlan } from '../check-plan.ts';
import type { StartRun } from '../contract.ts';
import { executeRunJob } from '../execute-run-job.ts';

export interface StartRunOptions {
  readonly pool: Pool;
  readonly experiments: readonly ExperimentContract[];
  readonly request: StartRun;
  readonly reason: BenchResult['reason'];
  /** Account that starts it; null for the command line. */
  readonly createdBy: string | null;
}

/**
 * Records a run and the job that will execute it, both or neither: a crash right after leaves a queued run that starts.
 * @throws LabError when the request does not fit the contract of its experiment; nothing is started then.
 */
export const startRun = async (options: StartRunOptions): Promise<{ readonly id: string }> => {
  const plan = checkPlan(options.experiments, options.request);
  const id = uuidv7();
  await inTransaction(options.pool, async (client) => {
    await client.query(
      `WITH created AS (
         INSERT INTO run (id, experiment, workload, params, variants, rounds, seed, reason, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id)
       SELECT ${notifyRun('id')} FROM created`,
      [
        id,
        plan.contract.slug,
        plan.workload.id,
        plan.params,
        plan.variants.map((variant) => variant.id),
        plan.rounds,
        plan.seed,
        options.reason,
        options.createdBy,
      ],
    );
    await enqueue(client, executeRunJob, { runId: id });
  });
  return { id };
};
