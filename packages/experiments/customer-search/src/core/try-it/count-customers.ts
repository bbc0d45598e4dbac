import type { Pool } from 'pg';
import type { CustomerApi, CustomerCount, CustomerCounts } from '../../contract/try-it.ts';

/** Counting so many takes a few milliseconds. */
const exactBelow = 100_000;

const countIn = async (pool: Pool, schema: CustomerApi): Promise<CustomerCount> => {
  const { rows } = await pool.query<{ counted: number; estimated: number }>(
    `SELECT (SELECT count(*)::int FROM (SELECT FROM ${schema}.app_user LIMIT $1) AS few) AS counted,
      (SELECT reltuples::float8 FROM pg_class WHERE oid = $2::regclass) AS estimated`,
    [exactBelow, `${schema}.app_user`],
  );
  const { counted = 0, estimated = 0 } = rows[0] ?? {};
  return counted < exactBelow
    ? { value: counted, exact: true }
    : { value: Math.max(counted, Math.round(estimated)), exact: false };
};

/** How many customers each API can find. */
export const countCustomers = async (pool: Pool): Promise<CustomerCounts> => ({
  naive: await countIn(pool, 'naive'),
  optimized: await countIn(pool, 'optimized'),
});
