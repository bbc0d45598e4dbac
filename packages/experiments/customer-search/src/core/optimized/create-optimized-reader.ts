import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import type { Optimization } from '../../contract/optimizations.ts';
import { versionSql } from '../cache/version-sql.ts';
import type { KeyedReader, RequestTrace } from '../customer-reader.ts';
import type { CursorCodec } from './cursor.ts';
import { fetchItems } from './fetch-items.ts';
import { itemJson } from './item-columns.ts';
import { listCustomers } from './list-customers.ts';
import { openPageQuery } from './page-query.ts';
import { createRunQuery } from './run-query.ts';

export interface OptimizedReaderOptions {
  /** Its sessions should have a `statement_timeout`: a search for something very rare ends with 503 instead of holding a connection. */
  readonly pool: Pool;
  /** What its sessions have as `statement_timeout`, for the sentence of the error. */
  readonly statementTimeoutMs: number;
  readonly cursors: CursorCodec;
  /** Switched off, to see what each contributes. */
  readonly without?: ReadonlySet<Optimization>;
}

/** Rows and version in one statement, so that they are of one snapshot. */
const fetchSql = `
  SELECT '[' || coalesce(string_agg(${itemJson}, ',' ORDER BY wanted.place), '') || ']', ${versionSql}
  FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN optimized.customer AS c ON c.id = wanted.id`;

const json = (items: readonly (string | undefined)[]): string => `[${items.join(',')}]`;

/** The optimised API without a cache, and in the two steps that one needs. */
export const createOptimizedReader = (options: OptimizedReaderOptions): KeyedReader => {
  const { pool, statementTimeoutMs, cursors, without = new Set() } = options;
  const prepared = !without.has('prepared');
  const queryFor = (trace: RequestTrace) => createRunQuery({ pool, statementTimeoutMs, trace, prepared });
  return {
    list: async (asked, trace) => {
      const page = await openPageQuery(queryFor(trace), asked, without);
      const { rows, ...rest } = await listCustomers({ page, cursors, keysOnly: false });
      return { ...rest, results: json(rows.map(({ item }) => item)) };
    },
    listIds: async (asked, trace) => {
      const page = await openPageQuery(queryFor(trace), asked, without);
      const { rows, ...rest } = await listCustomers({ page, cursors, keysOnly: true });
      return { ...rest, ids: rows.map(({ id }) => Number(id)) };
    },
    fetchByIds: async (ids, trace) => {
      const [row] = await queryFor(trace)<[string, string]>({ sql: fetchSql, values: [ids] });
      if (!row) throw new Error('an aggregate without groups has one row');
      const [results, version] = row;
      return { results, version };
    },
    get: async (id, trace) => {
      const [item] = await fetchItems(queryFor(trace), without, [String(id)]);
      if (item === undefined) throw new LabError('customer-not-found', { customer: id });
      return item;
    },
  };
};
