import type { Pool } from 'pg';
import { writtenIds } from './load-plan.ts';
import type { Step } from './step.ts';

/** Undoes what the write mix has changed, so that the next sample, and the next run, begins with the same customers. */
export const restoreWritten = async (step: Step, pool: Pool): Promise<void> => {
  if (step.workload !== 'write-mix') return;
  const ids = writtenIds({ customers: step.params.customers, seed: step.seed });
  await pool.query(
    `UPDATE optimized.customer_relationship AS changed SET points = kept.points, last_activity = kept.last_activity
     FROM naive.customer_relationship AS kept WHERE kept.app_user_id = changed.app_user_id AND changed.app_user_id = ANY($1)`,
    [ids],
  );
  await pool.query(
    `UPDATE optimized.app_user AS changed SET last_updated = kept.last_updated FROM naive.app_user AS kept
     WHERE kept.id = changed.id AND changed.id = ANY($1)`,
    [ids],
  );
};
