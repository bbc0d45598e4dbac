import type { Sample } from '@lab/bench';
import type { Pool } from 'pg';

/** All samples of a run, rejected ones included, in the order in which they ran. */
export const readSamples = async (options: { readonly pool: Pool; readonly runId: string }): Promise<Sample[]> => {
  const { rows } = await options.pool.query<{ sample: Sample }>(
    'SELECT sample FROM run_sample WHERE run_id = $1 ORDER BY round, attempt, slot',
    [options.runId],
  );
  return rows.map(({ sample }) => sample);
};
