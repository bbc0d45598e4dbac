import { createHash } from 'node:crypto';
import type { Pool, QueryArrayConfig } from 'pg';
import type { RequestTrace } from '../customer-reader.ts';
import { explainTimeout } from '../explain-timeout.ts';

export interface Query {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Planned with its values each time, because a plan for any value would be a bad one. */
  readonly replan?: boolean;
}

/** Sends one statement; rows are arrays in the order of the columns. */
export type RunQuery = <Row extends unknown[]>(query: Query) => Promise<Row[]>;

export interface RunQueryOptions {
  readonly pool: Pool;
  /** What its sessions have as `statement_timeout`, for the sentence of the error. */
  readonly statementTimeoutMs: number;
  readonly trace: RequestTrace;
  /** Statements keep their plan in the session. */
  readonly prepared: boolean;
}

/** By text: hashing it again for every request would cost more than the server takes to find the plan. */
const names = new Map<string, string>();

const nameOf = (sql: string): string => {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `customers_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`;
  names.set(sql, name);
  return name;
};

/** @throws LabError `query-too-slow` when the server's statement_timeout ended it. */
export const createRunQuery =
  ({ pool, statementTimeoutMs, trace, prepared }: RunQueryOptions): RunQuery =>
  async <Row extends unknown[]>({ sql, values, replan = false }: Query) => {
    trace.queries++;
    trace.statements?.push({ text: sql, values });
    try {
      const name = prepared && !replan ? nameOf(sql) : undefined;
      const config: QueryArrayConfig = { text: sql, values: [...values], rowMode: 'array', ...(name && { name }) };
      const { rows } = await pool.query<Row>(config);
      return rows;
    } catch (error) {
      throw explainTimeout(error, statementTimeoutMs);
    }
  };
