import { z } from 'zod';
import type { OptimizedPage } from '../../contract/answers.ts';
import type { Condition } from './filter-conditions.ts';
import type { RunQuery } from './run-query.ts';
import { Statement } from './statement.ts';

const cap = 10_000;

const planSchema = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]);

export interface CountRequest {
  readonly query: RunQuery;
  readonly source: string;
  readonly conditions: (statement: Statement) => readonly Condition[];
  readonly kind: 'capped' | 'estimated';
}

/**
 * How many rows match: exactly up to 10,000 and "at least" beyond, or what the planner believes. Counting all of three million to
 * print a number that nobody pages to is what makes lists slow.
 */
export const countMatches = async (request: CountRequest): Promise<NonNullable<OptimizedPage['total']>> => {
  const { query, source, kind } = request;
  const statement = new Statement();
  const conditions = request.conditions(statement).map(({ sql }) => sql);
  const from = `FROM ${source}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`;
  const { values } = statement;
  if (kind === 'estimated') {
    const rows = await query<[unknown]>({ sql: `EXPLAIN (FORMAT JSON) SELECT 1 ${from}`, values, replan: true });
    const [plan] = planSchema.parse(rows[0]?.[0]);
    return { value: plan.Plan['Plan Rows'], relation: 'estimated' };
  }
  const sql = `SELECT count(*)::int FROM (SELECT 1 ${from} LIMIT ${cap + 1}) AS counted`;
  const [row] = await query<[number]>({ sql, values, replan: conditions.length > 0 });
  const found = row?.[0] ?? 0;
  return found > cap ? { value: cap, relation: 'at_least' } : { value: found, relation: 'exact' };
};
