import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import type { NaiveReader, OptimizedReader, RequestTrace } from '../../src/core/customer-reader.ts';

const item = `json_build_object('id', id, 'first_name', first_name, 'last_name', last_name, 'gender', gender, 'customer_id', customer_id,
  'phone_number', phone_number, 'created', to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'birthday', birthday,
  'last_updated', to_char(last_updated AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'address', NULL, 'relationship', NULL) AS item`;

/** Readers that know one filter and the order of ids: what the router needs to be tested, and nothing of what the real ones do. */
export const smallReaders = (pool: Pool): { readonly naive: NaiveReader; readonly optimized: OptimizedReader } => {
  const send = async (trace: RequestTrace, text: string, values: readonly unknown[]) => {
    trace.queries++;
    trace.statements?.push({ text, values });
    return (await pool.query(text, [...values])).rows;
  };
  return {
    naive: {
      async list({ first_name = '', page, page_size }, trace) {
        if (first_name === 'slow') {
          trace.queries++;
          trace.statements?.push({ text: 'SELECT pg_sleep(20)', values: [] });
          throw new LabError('query-too-slow', { seconds: 10 });
        }
        const values = [`%${first_name}%`];
        const [{ count }] = await send(
          trace,
          'SELECT count(*)::int AS count FROM naive.app_user WHERE first_name ILIKE $1',
          values,
        );
        const rows = await send(
          trace,
          `SELECT ${item} FROM naive.app_user WHERE first_name ILIKE $1 ORDER BY id LIMIT $2 OFFSET $3`,
          [...values, page_size, (page - 1) * page_size],
        );
        return { count, next: null, previous: null, results: rows.map((row) => row.item) };
      },
      async get(id, trace) {
        const [row] = await send(trace, `SELECT ${item} FROM naive.app_user WHERE id = $1`, [id]);
        if (!row) throw new LabError('customer-not-found', { customer: id });
        return row.item;
      },
    },
    optimized: {
      async list({ first_name = '', cursor = '0', page_size }, trace) {
        const rows = await send(
          trace,
          `SELECT ${item} FROM optimized.app_user WHERE first_name ILIKE $1 AND id > $2 ORDER BY id LIMIT $3`,
          [`%${first_name}%`, cursor, page_size],
        );
        const next = rows.length === page_size ? String(rows.at(-1)?.item.id) : null;
        return { next, previous: null, results: JSON.stringify(rows.map((row) => row.item)) };
      },
      async get(id, trace) {
        const [row] = await send(trace, `SELECT ${item} FROM optimized.app_user WHERE id = $1`, [id]);
        if (!row) throw new LabError('customer-not-found', { customer: id });
        return JSON.stringify(row.item);
      },
    },
  };
};
