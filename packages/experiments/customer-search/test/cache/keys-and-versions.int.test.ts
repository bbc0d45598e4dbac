import { waitUntil } from '@lab/services';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { cacheViewSchema } from '../../src/contract/cache-view.ts';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import { openCachedReader } from '../../src/core/cache/open-cached-reader.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';
import { listQuery } from './support/list-query.ts';
import { openCustomers } from './support/open-customers.ts';
import { openProcess } from './support/open-process.ts';
import { sqlReader } from './support/sql-reader.ts';
import { openStoreHouse, whyNot } from './support/store-house.ts';

/** A lease that does not end while a test looks at who asked the database. */
const still = () => 0;
const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];

test('keys whose rows change before they are fetched are thrown away: no page is of two states', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const state = { writes: 1 };
  const reader = sqlReader(pool, async (call) => {
    if (call === 'fetchByIds' && state.writes-- > 0)
      await pool.query(`UPDATE optimized.customer SET first_name = 'Bob', revision = 1 WHERE id = 4`);
  });
  await using process = openProcess({ pool, reader, mode: 'ids', store: await house.open() });
  expect((await process.rows('Ada')).map(({ id }) => id)).toEqual([6, 2]);
  expect(await process.cached.stats()).toMatchObject({ moved: 1 });
  // Under writes without end the reader's own statement answers.
  state.writes = Number.POSITIVE_INFINITY;
  expect((await process.rows('Ada')).map(({ id }) => id)).toEqual([6, 2]);
  expect(reader.calls.list).toBe(1);
});

test('keys that a cached page names are fetched with their version, which renews the lease', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const state = { time: 0 };
  const process = openProcess({
    pool,
    reader: sqlReader(pool),
    mode: 'ids',
    store: await house.open(),
    now: () => state.time,
  });
  await process.rows('Ada');
  for (let read = 0; read < 10; read += 1) {
    state.time += 20;
    await process.rows('Ada');
  }
  expect(await process.cached.stats()).toMatchObject({ version_queries: 1, hits: 10 });
});

test('queries that mean the same page share it', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const reader = sqlReader(pool);
  await using process = openProcess({ pool, reader, mode: 'response', store: await house.open(), now: still });
  const read = (parameters: Record<string, string>) => process.cached.list(listQuery(parameters), { queries: 0 });
  await read({ first_name: 'Ada' });
  await read({ page_size: '20', sort_by: 'created', first_name: 'Ada', ordering: 'descending' });
  expect(reader.calls.list).toBe(1);
  await read({ first_name: 'Ada', page_size: '2' });
  expect(reader.calls.list).toBe(2);
});

test.for(modes)('values of Redis that nobody can read are computed again (%s)', async (mode, context) => {
  const reason = whyNot('redis');
  if (reason !== undefined) context.skip(reason);
  await using database = await openCustomers();
  await using house = await openStoreHouse('redis');
  const { pool } = database;
  const reader = sqlReader(pool);
  await using process = openProcess({ pool, reader, mode, store: await house.open(), now: still });
  const rows = await process.rows('Ada');
  const redis = new Redis(house.redis?.url ?? '');
  for (const garbage of ['garbage', '99999999999999 1.000\ngarbage', '99999999999999 1.000\n{}\n[]']) {
    for (const key of await redis.keys('*')) await redis.set(key, garbage);
    expect(await process.rows('Ada')).toEqual(rows);
  }
  expect(reader.calls.list + reader.calls.listIds).toBe(4);
  redis.disconnect();
});

test('a database that is made anew never finds the pages of its predecessor', async () => {
  await using house = await openStoreHouse('memory');
  const store = await house.open();
  for (const revision of [1, 2]) {
    await using database = await openCustomers();
    const { pool } = database;
    await pool.query('UPDATE optimized.customer SET revision = $1', [revision]);
    await using process = openProcess({ pool, reader: sqlReader(pool), mode: 'response', store });
    expect((await process.rows()).map((row) => row.revision)).toEqual([1, 1, 1, 1, 1, 1].map(() => revision));
    await pool.query('DROP SCHEMA optimized CASCADE');
  }
});

test('without a version nothing is answered', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  await pool.query('DELETE FROM optimized.cache_version');
  await using process = openProcess({ pool, reader: sqlReader(pool), mode: 'response', store: await house.open() });
  await expect(process.rows()).rejects.toThrow('optimized.cache_version has no rows');
});

test.each(modes)('the view says what the schema of the page says (%s)', async (mode) => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  await using process = openProcess({ pool, reader: sqlReader(pool), mode, store: await house.open(), now: still });
  const empty = await process.cached.stats();
  expect(cacheViewSchema.parse(empty)).toEqual(empty);
  await Promise.all([process.rows('Ada'), process.rows('Ada'), process.rows('Bob')]);
  await process.rows('Ada');
  const view = await process.cached.stats();
  expect(cacheViewSchema.parse(view)).toEqual(view);
  expect(view).toMatchObject({ reads: 4, computed: 2, joined: 1, hits: 1, hit_ratio: 0.5, tiers: [{ entries: 2 }] });
});

test('rows that tell no version, because none is left, are asked for in one statement', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const inner = sqlReader(pool);
  const reader = { ...inner, fetchByIds: async () => ({ results: '[]', version: undefined }) };
  await using process = openProcess({ pool, reader, mode: 'ids', store: await house.open() });
  expect(await process.rows('Ada')).toHaveLength(3);
  await writeThenWait(() => pool.query(`DELETE FROM optimized.customer WHERE first_name = 'Ada'`));
  expect(await process.rows('Ada')).toEqual([]);
  expect(await process.rows('Bob')).toHaveLength(3);
});

test('a cache that was opened whole closes what it has opened', async (context) => {
  const reason = whyNot('redis');
  if (reason !== undefined) context.skip(reason);
  await using database = await openCustomers();
  await using house = await openStoreHouse('redis');
  const { pool } = database;
  const log = { info() {}, warn() {} };
  const redisUrl = house.redis?.url ?? '';
  {
    await using cached = await openCachedReader({ mode: 'response', reader: sqlReader(pool), pool, log, redisUrl });
    await cached.list(listQuery(), { queries: 0 });
    const { tiers } = await cached.stats();
    expect(tiers).toMatchObject([
      { name: 'memory', reachable: true, entries: 1 },
      { name: 'redis', reachable: true, entries: 1 },
    ]);
  }
  const redis = new Redis(redisUrl);
  const clients = async () => /^connected_clients:(\d+)/m.exec(await redis.info('clients'))?.[1];
  expect(await waitUntil(async () => (await clients()) === '1', 20_000)).toBe(true);
  redis.disconnect();
});
