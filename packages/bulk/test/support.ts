import { testDatabase } from '@lab/db/testing';
import type { Pool } from 'pg';
import { expect, onTestFinished } from 'vitest';
import {
  type BulkError,
  type BulkResult,
  type Columns,
  copyBinary,
  copyParallel,
  copyText,
  defineTable,
  insertOnConflict,
  insertUnnest,
  insertValues,
  nullable,
  type Row,
  type Rows,
  replaceTable,
  stagingMerge,
  stagingUpdate,
  stagingUpsert,
  type Table,
  updateUnnest,
  updateValues,
} from '../src/index.ts';

export const openDatabase = async (): Promise<{ pool: Pool; connectionString: string }> => {
  const database = await testDatabase({ empty: true });
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database;
};

/** A database with what `sql` makes in it. */
export const openWith = async (sql: string): Promise<Pool> => {
  const { pool } = await openDatabase();
  await pool.query(sql);
  return pool;
};

/** A table with a key of two columns, and the SQL that makes it. */
export const pair = defineTable({
  name: 'pair',
  columns: { a: 'int4', b: 'text', value: nullable('float8') },
  key: ['a', 'b'],
});
export const pairSql =
  'CREATE TABLE pair (id bigserial PRIMARY KEY, a int NOT NULL, b text NOT NULL, value float8, UNIQUE (a, b))';
export const content = async (pool: Pool) => (await pool.query('SELECT a, b, value FROM pair ORDER BY a, b')).rows;

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
  readonly duplicates?: 'reject' | 'last';
  readonly unchanged?: 'write' | 'skip';
}

/** A verb, called alike. */
export type Verb = <C extends Columns>(
  pool: Pool,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options?: CallOptions,
) => Promise<BulkResult>;

/** Small batches, so that short tests see several statements. */
const batchRows = 7;

export const inserts: Readonly<Record<string, Verb>> = {
  insertValues: (pool, table, rows, options) => insertValues(pool, table, rows, { ...options, batchRows }),
  insertUnnest: (pool, table, rows, options) => insertUnnest(pool, table, rows, { ...options, batchRows }),
  copyText,
  copyBinary,
  copyParallel,
  replaceTable,
};

export const updates: Readonly<Record<string, Verb>> = {
  updateValues: (pool, table, rows, options) => updateValues(pool, table, rows, { ...options, batchRows }),
  updateUnnest: (pool, table, rows, options) => updateUnnest(pool, table, rows, { ...options, batchRows }),
  stagingUpdate,
  stagingMergeOnly: (pool, table, rows, options) => stagingMerge(pool, table, rows, { ...options, missing: 'ignore' }),
};

export const upserts: Readonly<Record<string, Verb>> = {
  insertOnConflict: (pool, table, rows, options) => insertOnConflict(pool, table, rows, { ...options, batchRows }),
  stagingUpsert,
  stagingMerge,
};

export const all: Readonly<Record<string, Verb>> = { ...inserts, ...updates, ...upserts };

/** The error that `work` ends with. */
export const errorOf = async (work: Promise<unknown>): Promise<BulkError> => {
  const outcome = await work.then(
    () => undefined,
    (error: BulkError) => error,
  );
  expect(outcome, 'it was expected to fail').toBeDefined();
  if (outcome === undefined) throw new Error('unreachable');
  return outcome;
};

/** Every connection of the pool answers, none is inside a transaction, and no table was left behind. */
export const expectCleanPool = async (pool: Pool): Promise<void> => {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    for (const client of clients) {
      const { rows } = await client.query('SELECT 1 AS one');
      expect(rows).toEqual([{ one: 1 }]);
      expect(client.getTransactionStatus()).toBe('I');
      expect(client.listenerCount('error')).toBeLessThanOrEqual(1);
    }
    const left = await pool_query(clients[0], `SELECT relname FROM pg_class WHERE relname ~ '^bulk_(staging|new)'`);
    expect(left).toEqual([]);
  } finally {
    for (const client of clients) client.release();
  }
};

const pool_query = async (client: { query: Pool['query'] } | undefined, sql: string): Promise<unknown[]> =>
  client === undefined ? [] : (await client.query(sql)).rows;
