import type { Pool } from 'pg';
import type { OptimizedListQuery } from '../../../src/contract/list-query.ts';
import { versionSql } from '../../../src/core/cache/version-sql.ts';
import type { KeyedReader, RequestTrace } from '../../../src/core/customer-reader.ts';

const object = `json_build_object('id', id, 'first_name', first_name, 'revision', revision)`;
const matching = `
  SELECT id, first_name, revision FROM optimized.customer WHERE $1::text IS NULL OR first_name = $1
  ORDER BY revision DESC, id DESC LIMIT $2`;
const order = 'revision DESC, id DESC';

const listSql = `SELECT coalesce(json_agg(${object} ORDER BY ${order}), '[]')::text AS results FROM (${matching}) AS page`;
const idsSql = `SELECT coalesce(array_agg(id::int ORDER BY ${order}), '{}') AS ids FROM (${matching}) AS page`;
const fetchSql = `
  SELECT ${versionSql} AS version, (
    SELECT coalesce(json_agg(${object} ORDER BY place), '[]')::text
    FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN optimized.customer USING (id)
  ) AS results`;
const getSql = `SELECT ${object}::text AS customer FROM optimized.customer WHERE id = $1`;

export interface SqlReader extends KeyedReader {
  /** Statements that it has sent. */
  readonly calls: { list: number; listIds: number; fetchByIds: number; get: number };
}

/**
 * A reader that is not cached, on the tables of open-customers.ts. `before` runs before each statement: a test holds it there, fails it,
 * or writes.
 */
export const sqlReader = (
  pool: Pool,
  before: (call: keyof SqlReader['calls']) => Promise<void> = async () => {},
): SqlReader => {
  const calls = { list: 0, listIds: 0, fetchByIds: 0, get: 0 };
  const values = (query: OptimizedListQuery) => [query.first_name ?? null, query.page_size];
  const begin = async (call: keyof typeof calls, trace: RequestTrace): Promise<void> => {
    calls[call] += 1;
    trace.queries += 1;
    await before(call);
  };
  return {
    calls,
    async list(query, trace) {
      await begin('list', trace);
      const { rows } = await pool.query<{ results: string }>(listSql, values(query));
      return { next: null, previous: null, results: rows[0]?.results ?? '' };
    },
    async listIds(query, trace) {
      await begin('listIds', trace);
      const { rows } = await pool.query<{ ids: number[] }>(idsSql, values(query));
      return { next: null, previous: null, ids: rows[0]?.ids ?? [] };
    },
    async fetchByIds(ids, trace) {
      await begin('fetchByIds', trace);
      const { rows } = await pool.query<{ results: string; version: string }>(fetchSql, [ids]);
      return { results: rows[0]?.results ?? '', version: rows[0]?.version };
    },
    async get(id, trace) {
      await begin('get', trace);
      const { rows } = await pool.query<{ customer: string }>(getSql, [id]);
      return rows[0]?.customer ?? 'null';
    },
  };
};
