import { createPool } from '@lab/db';
import type { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { copyParallel } from '../src/index.ts';
import { content, errorOf, expectCleanPool, openDatabase, pair, pairSql } from './support.ts';

/** A pool that can lend three connections: what one call with two loaders takes, and nothing more. */
const openSmall = async (): Promise<{ pool: Pool; admin: Pool }> => {
  const { pool: admin, connectionString } = await openDatabase();
  await admin.query(pairSql);
  const pool = createPool({ connectionString, applicationName: 'small', max: 3 });
  onTestFinished(() => pool[Symbol.asyncDispose]());
  return { pool, admin };
};

const row = (a: number) => ({ a, b: 'x', value: a });

test('six calls at once on a pool that has connections for one take turns', async () => {
  const { pool } = await openSmall();
  const results = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((a) => copyParallel(pool, pair, [row(a)], { connections: 2 })),
  );
  expect(results.map(({ written }) => written)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(await content(pool)).toHaveLength(6);
  await expectCleanPool(pool);
});

test('the signal ends the wait for connections, and those behind go on', async () => {
  const { pool } = await openSmall();
  const held = await Promise.all([pool.connect(), pool.connect()]);
  const first = new AbortController();
  const second = new AbortController();
  // The first holds one connection and waits for the rest, the second waits for its turn.
  const errors = [first, second].map(({ signal }, a) => errorOf(copyParallel(pool, pair, [row(a)], { signal })));
  const third = copyParallel(pool, pair, [row(3)]);
  second.abort();
  expect(await errors[1]).toMatchObject({ code: 'aborted', table: 'pair' });
  first.abort();
  expect(await errors[0]).toMatchObject({ code: 'aborted', table: 'pair' });
  for (const client of held) client.release();
  expect(await third).toMatchObject({ written: 1 });
  expect(await content(pool)).toEqual([row(3)]);
  await expectCleanPool(pool);
});

test('a server that ends all sessions of a call leaves no table behind', async () => {
  const { pool, admin } = await openSmall();
  async function* source() {
    yield row(1);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'small'`);
    yield row(2);
  }
  expect(await errorOf(copyParallel(pool, pair, source()))).toMatchObject({ code: 'connection-lost' });
  expect(await content(pool)).toEqual([]);
  await expectCleanPool(pool);
});

test('a client instead of a pool is refused', async () => {
  const { pool } = await openSmall();
  const client = await pool.connect();
  // What a caller without types may pass.
  const error = await errorOf(Reflect.apply(copyParallel, undefined, [client, pair, [row(1)]]));
  expect(error).toMatchObject({ code: 'bad-usage', table: 'pair' });
  await client.query('SELECT 1');
  client.release();
});

test('a violated constraint is named with its key, since the move of all rows does not say which row it was', async () => {
  const { pool } = await openSmall();
  await pool.query(`INSERT INTO pair (a, b) VALUES (2, 'x')`);
  const error = await errorOf(copyParallel(pool, pair, [row(1), row(2), row(3)]));
  expect(error).toMatchObject({ code: 'constraint-violated', constraint: 'pair_a_b_key' });
  expect(error.detail).toContain('(a, b)=(2, x)');
  await expectCleanPool(pool);
});
