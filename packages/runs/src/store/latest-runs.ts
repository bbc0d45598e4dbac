import type { Pool } from 'pg';
import type { RunSummary } from '../contract.ts';
import { type RunRow, runColumns, toRunSummary } from './run-row.ts';

/** For each experiment its newest run with a verdict, or else its newest run at all; an experiment that never ran is absent. */
export const latestRuns = async (options: {
  readonly pool: Pool;
  readonly experiments: readonly string[];
}): Promise<Readonly<Record<string, RunSummary>>> => {
  const { rows } = await options.pool.query<RunRow>(
    `SELECT latest.* FROM unnest($1::text[]) slug CROSS JOIN LATERAL (
       SELECT ${runColumns} FROM run WHERE experiment = slug
       ORDER BY (status = 'finished' AND verdict IS NOT NULL) DESC, created_at DESC, id DESC LIMIT 1) latest`,
    [options.experiments],
  );
  return Object.fromEntries(rows.map((row) => [row.experiment, toRunSummary(row)]));
};
