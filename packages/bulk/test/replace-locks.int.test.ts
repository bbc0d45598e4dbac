import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { defineTable, nullable, replaceTable } from '../src/index.ts';
import { errorOf, expectCleanPool, openWith } from './support.ts';

const sale = defineTable({ name: 'sale', columns: { id: 'int4', shop: nullable('int4') }, key: ['id'] });
const saleSql = `
  CREATE TABLE shop (id int PRIMARY KEY, name text);
  INSERT INTO shop VALUES (1, 'one');
  CREATE TABLE sale (id int PRIMARY KEY, shop int CONSTRAINT sale_shop REFERENCES shop);
  INSERT INTO sale SELECT i, 1 FROM generate_series(1, 10) i`;
const rows = [{ id: 1, shop: 1 }];
const short = { lockTimeoutMilliseconds: 30 };

/** Another session that has done `sql` and not committed. */
const openTransaction = async (pool: Pool, sql: string): Promise<PoolClient> => {
  const client = await pool.connect();
  onTestFinished(() => client.release(true));
  await client.query(`BEGIN; ${sql}`);
  return client;
};

/** Resolves once a lock has been waited for in two attempts. */
const twoAttempts = async (pool: Pool): Promise<void> => {
  const seen = new Set<string>();
  for (const deadline = Date.now() + 20_000; seen.size < 2; await sleep(5)) {
    const { rows: waits } = await pool.query(
      `SELECT waitstart::text AS start FROM pg_locks WHERE NOT granted AND waitstart IS NOT NULL
          AND relation IN ('sale'::regclass, 'shop'::regclass)`,
    );
    for (const { start } of waits) seen.add(start);
    if (Date.now() > deadline) throw new Error('The lock was not tried twice.');
  }
};

test.each([
  [
    'a writer of the table, with block: writes',
    { block: 'writes' as const },
    'UPDATE sale SET shop = NULL WHERE id = 1',
  ],
  ['a writer of a table that a foreign key points to', {}, `UPDATE shop SET name = 'two'`],
  ['a reader of a table that a foreign key points to', {}, 'SELECT * FROM shop'],
  ['a reader of the table', {}, 'SELECT * FROM sale'],
])('%s is waited for in as many attempts as promised, and nobody else waits for it', async (_, options, sql) => {
  const pool = await openWith(saleSql);
  const other = await openTransaction(pool, sql);
  const error = await errorOf(replaceTable(pool, sale, rows, { ...options, ...short, lockAttempts: 3 }));
  expect(error).toMatchObject({ code: 'lock-timeout', table: 'sale' });
  expect(error.message).toContain('through 3 attempts of 30 ms');
  const work = replaceTable(pool, sale, rows, { ...options, ...short });
  await twoAttempts(pool);
  // Read while the attempts go on: it finds the old rows.
  expect((await pool.query('SELECT count(*)::int AS n FROM sale')).rows).toEqual([{ n: 10 }]);
  await other.query('COMMIT');
  expect(await work).toMatchObject({ written: 1 });
  await other.query('ROLLBACK');
});

test('the lock_timeout of the transaction that it is called in holds again afterwards', async () => {
  const pool = await openWith(saleSql);
  const client = await openTransaction(pool, `SET LOCAL lock_timeout = '7s'`);
  await replaceTable(client, sale, rows, { block: 'writes' });
  expect((await client.query('SHOW lock_timeout')).rows).toEqual([{ lock_timeout: '7s' }]);
  await client.query('COMMIT');
  expect((await client.query('SHOW lock_timeout')).rows).toEqual([{ lock_timeout: '0' }]);
});

test('one that waited for another replaces what that one put in place, with its indexes and keys', async () => {
  const pool = await openWith(saleSql);
  const done = await Promise.all([1, 2, 3].map(() => replaceTable(pool, sale, rows)));
  expect(done.map(({ written }) => written)).toEqual([1, 1, 1]);
  const { rows: constraints } = await pool.query(
    `SELECT conname FROM pg_constraint WHERE conrelid = 'sale'::regclass AND contype IN ('p', 'f') ORDER BY 1`,
  );
  expect(constraints).toEqual([{ conname: 'sale_pkey' }, { conname: 'sale_shop' }]);
  await expectCleanPool(pool);
});

test('a foreign key that is not valid spares the old rows, not the loaded ones', async () => {
  const pool = await openWith(`${saleSql}; ALTER TABLE sale DROP CONSTRAINT sale_shop; UPDATE sale SET shop = 9;
    ALTER TABLE sale ADD CONSTRAINT sale_shop FOREIGN KEY (shop) REFERENCES shop NOT VALID`);
  expect(await errorOf(replaceTable(pool, sale, [{ id: 1, shop: 9 }]))).toMatchObject({
    code: 'constraint-violated',
    constraint: 'sale_shop',
  });
  await replaceTable(pool, sale, rows);
  const { rows: found } = await pool.query(`SELECT convalidated FROM pg_constraint WHERE conname = 'sale_shop'`);
  expect(found).toEqual([{ convalidated: false }]);
});
