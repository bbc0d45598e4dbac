import { LabError } from '@lab/errors';
import { DatabaseError, type Pool } from 'pg';
import type { StatementPlan } from '../../contract/try-it.ts';
import type { Statement } from './statement-log.ts';

interface PlanOptions {
  readonly pool: Pool;
  readonly statement: Statement;
  readonly timeoutMs: number;
}

const queryCanceled = '57014';

/**
 * Runs a statement once more under EXPLAIN (ANALYZE, BUFFERS), in a read-only transaction that is rolled back, and no longer than
 * `timeoutMs`. Text of the plan as psql shows it.
 * @throws LabError `query-too-slow`
 */
export const planOfStatement = async ({ pool, statement, timeoutMs }: PlanOptions): Promise<StatementPlan> => {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SELECT set_config('statement_timeout', $1, true)", [String(timeoutMs)]);
    const { rows } = await client.query<[string]>({
      text: `EXPLAIN (ANALYZE, BUFFERS) ${statement.text}`,
      values: [...statement.values],
      rowMode: 'array',
    });
    return { plan: rows.map(([line]) => line).join('\n') };
  } catch (error) {
    if (error instanceof DatabaseError && error.code === queryCanceled)
      throw new LabError('query-too-slow', { seconds: timeoutMs / 1000 }, { cause: error });
    throw error;
  } finally {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    client.release(broken);
  }
};
