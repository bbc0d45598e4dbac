import { LabError } from '@lab/errors';
import type { ClientBase, Pool } from 'pg';
import { baseTables } from '../tables/base-tables.ts';
import { customerColumns, joinedSql } from '../tables/read-table.ts';
import type { Checksum } from './load-state.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

const summed = (of: string): string =>
  `SELECT count(*)::int AS rows, coalesce(sum(hash_record_extended(${of}, 0)), 0)::text AS sum`;

/** Of the rows of a table from this id on. The server computes it. */
const tableSql = (schema: string, table: string): string =>
  `${summed('t')} FROM ${schema}.${table} AS t WHERE t.id >= $1`;

const row = (of: string) => `ROW(${customerColumns.map((column) => `${of}.${column}`).join(', ')})`;

/** Of the read table's rows without what follows from them, and of what they should be. */
const readTableSql = (schema: string): string => `${summed(row('t'))} FROM ${schema}.customer AS t WHERE t.id >= $1`;
const wantedSql = (schema: string): string => `${summed(row('t'))} FROM (${joinedSql(schema)} WHERE u.id >= $1) AS t`;

const ask = async (database: Queryable, sql: string, firstId: number): Promise<Checksum> => {
  const { rows } = await database.query<Checksum>(sql, [firstId]);
  return rows[0] ?? { rows: 0, sum: '0' };
};

const same = (a: Checksum, b: Checksum): boolean => a.rows === b.rows && a.sum === b.sum;

const differ = (problem: string): never => {
  throw new LabError('customers-differ', { problem });
};

/** Compares one base table of both schemas, from this id on. @throws LabError `customers-differ` */
export const compareTable = async (
  database: Queryable,
  schemas: { readonly naive: string; readonly optimized: string },
  table: (typeof baseTables)[number],
  firstId: number,
): Promise<Checksum> => {
  const naive = await ask(database, tableSql(schemas.naive, table), firstId);
  const optimized = await ask(database, tableSql(schemas.optimized, table), firstId);
  if (!same(naive, optimized))
    differ(`${table} has ${naive.rows} rows in naive and ${optimized.rows} in optimized, with other checksums`);
  return optimized;
};

/** Compares the read table with the tables that it is made of. @throws LabError `customers-differ` */
export const compareReadTable = async (database: Queryable, optimized: string, firstId: number): Promise<Checksum> => {
  const found = await ask(database, readTableSql(optimized), firstId);
  const wanted = await ask(database, wantedSql(optimized), firstId);
  if (!same(found, wanted))
    differ(`the read table has ${found.rows} rows, and ${wanted.rows} with other contents would be right`);
  return found;
};

/**
 * Checks that both schemas hold the same rows from this id on and that the read table says what they say.
 * @throws LabError `customers-differ`
 */
export const compareSchemas = async (database: Queryable, firstId: number): Promise<Record<string, Checksum>> => {
  const checksums: Record<string, Checksum> = {};
  const schemas = { naive: 'naive', optimized: 'optimized' };
  for (const table of baseTables) checksums[table] = await compareTable(database, schemas, table, firstId);
  checksums.customer = await compareReadTable(database, 'optimized', firstId);
  return checksums;
};

/** Of two disjoint sets of rows together. */
export const addChecksums = (
  one: Readonly<Record<string, Checksum>>,
  other: Readonly<Record<string, Checksum>>,
): Record<string, Checksum> =>
  Object.fromEntries(
    Object.entries(other).map(([table, { rows, sum }]) => {
      const before = one[table] ?? { rows: 0, sum: '0' };
      return [table, { rows: before.rows + rows, sum: String(BigInt(before.sum) + BigInt(sum)) }];
    }),
  );
