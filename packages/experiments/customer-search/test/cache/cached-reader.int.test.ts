import { waitUntil } from '@lab/services';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';
import { openCustomers } from './support/open-customers.ts';
import { openProcess } from './support/open-process.ts';
import { rowsOf } from './support/rows-of.ts';
import { sqlReader } from './support/sql-reader.ts';
import { openStoreHouse, storeKinds, whyNot } from './support/store-house.ts';

/** A lease that does not end while a test looks at who asked the database. */
const still = () => 0;
const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];

const combinations = modes.flatMap((mode) => storeKinds.map((kind) => ({ mode, kind })));

describe.each(combinations)('$mode in $kind', ({ mode, kind }) => {
  beforeEach((context) => {
    const reason = whyNot(kind);
    if (reason !== undefined) context.skip(reason);
  });

  test('the second read of a page sends less, and tells how much', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const reader = sqlReader(pool);
    await using process = openProcess({ pool, reader, mode, store: await house.open(), now: still });
    const first = { queries: 0, statements: [] };
    const rows = await process.rows('Ada', first);
    expect(rows.map(({ id }) => id)).toEqual([6, 4, 2]);
    expect(first.queries).toBe(mode === 'ids' ? 3 : 2);
    expect(first.statements).toMatchObject([{ text: expect.stringContaining('cache_version') }]);
    const second = { queries: 0 };
    expect(await process.rows('Ada', second)).toEqual(rows);
    expect(second.queries).toBe(mode === 'ids' ? 1 : 0);
    expect(await process.rows('Bob')).not.toEqual(rows);
    expect(await process.cached.stats()).toMatchObject({ mode, reads: 3, hits: 1, computed: 2, version_queries: 1 });
  });

  test('another process finds the page in the same Redis, and never in the memory of the first', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const reader = sqlReader(pool);
    await using one = openProcess({ pool, reader, mode, store: await house.open(), now: still });
    await using other = openProcess({ pool, reader, mode, store: await house.open(), now: still });
    const rows = await one.rows('Ada');
    expect(await other.rows('Ada')).toEqual(rows);
    expect(reader.calls.list + reader.calls.listIds).toBe(kind === 'memory' ? 2 : 1);
    expect(await other.cached.stats()).toMatchObject({ hit_ratio: kind === 'memory' ? 0 : 1 });
  });

  test('rows that were inserted, updated, deleted or truncated are seen by the next read of every process', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const stores = [await house.open(), await house.open()];
    const processes = stores.map((store) => openProcess({ pool, reader: sqlReader(pool), mode, store }));
    const seen = () => Promise.all(processes.map(async (process) => (await process.rows()).map(({ id }) => id)));
    expect(await seen()).toEqual([
      [6, 5, 4, 3, 2, 1],
      [6, 5, 4, 3, 2, 1],
    ]);
    for (const [sql, ids] of [
      [`INSERT INTO optimized.customer (id, first_name) VALUES (7, 'Ada')`, [7, 6, 5, 4, 3, 2, 1]],
      ['UPDATE optimized.customer SET revision = 1 WHERE id = 3', [3, 7, 6, 5, 4, 2, 1]],
      ['DELETE FROM optimized.customer WHERE id > 2', [2, 1]],
      ['TRUNCATE optimized.customer', []],
    ] as const) {
      await writeThenWait(() => pool.query(sql));
      expect(await seen()).toEqual([ids, ids]);
    }
  });

  test('an error is not cached', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    let failures = 1;
    const reader = sqlReader(pool, async () => {
      if (failures-- > 0) throw new Error('too slow');
    });
    await using process = openProcess({ pool, reader, mode, store: await house.open(), now: still });
    await expect(process.rows('Ada')).rejects.toThrow('too slow');
    expect(await process.rows('Ada')).toHaveLength(3);
    expect(await process.cached.stats()).toMatchObject({ reads: 2, failed: 1, computed: 1 });
  });

  test('a stampede of 200 readers in four processes computes the page once, or once a process without Redis', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const everybody = Promise.withResolvers<void>();
    const reader = sqlReader(pool, async (call) => {
      if (call !== 'fetchByIds') await everybody.promise;
    });
    const stores = await Promise.all([house.open(), house.open(), house.open(), house.open()]);
    const processes = stores.map((store) => openProcess({ pool, reader, mode, store, now: still, waitMs: 30_000 }));
    const reads = processes.flatMap((process) => Array.from({ length: 50 }, () => process.rows('Ada')));
    expect(await waitUntil(() => reader.calls.list + reader.calls.listIds > 0, 20_000)).toBe(true);
    everybody.resolve();
    const pages = await Promise.all(reads);
    expect(pages.every((rows) => rows.length === 3)).toBe(true);
    expect(reader.calls.list + reader.calls.listIds).toBe(kind === 'memory' ? 4 : 1);
    const views = await Promise.all(processes.map((process) => process.cached.stats()));
    expect(views.map((view) => view.reads)).toEqual([50, 50, 50, 50]);
    expect(views.reduce((sum, view) => sum + view.computed, 0)).toBe(kind === 'memory' ? 4 : 1);
  });

  test('a lease whose holder died holds nobody up for longer than the wait', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const store = await house.open();
    // Somebody takes the lease of every key first, and never gives it back.
    const claim = async (key: string) => {
      await store.claim(key, 60_000);
      return store.claim(key, 60_000);
    };
    const taken = { ...store, claim };
    const reader = sqlReader(pool);
    await using process = openProcess({ pool, reader, mode, store: taken, waitMs: 30 });
    expect(await process.rows('Ada')).toHaveLength(3);
    expect(await process.cached.stats()).toMatchObject({ computed: 1, awaited: 0 });
  });

  test('a page that is about to expire is computed anew in the background, once', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const reader = sqlReader(pool);
    const state = { later: 0 };
    const process = openProcess({
      pool,
      reader,
      mode,
      store: await house.open(),
      now: still,
      wallClock: () => Date.now() + state.later,
      random: () => 1 - Number.EPSILON,
    });
    const rows = await process.rows('Ada');
    expect(reader.calls.list + reader.calls.listIds).toBe(1);
    state.later = 60_000;
    const trace = { queries: 0 };
    expect(await process.rows('Ada', trace)).toEqual(rows);
    expect(trace.queries).toBe(mode === 'ids' ? 1 : 0);
    await process[Symbol.asyncDispose]();
    expect(reader.calls.list + reader.calls.listIds).toBe(2);
    expect(await process.cached.stats()).toMatchObject({ refreshed_early: 1, hits: 1, computed: 1 });
  });

  test('single customers are read through as well', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const reader = sqlReader(pool);
    await using process = openProcess({ pool, reader, mode, store: await house.open() });
    const read = async () => rowsOf({ results: `[${await process.cached.get(2, { queries: 0 })}]` });
    expect(await read()).toEqual([{ id: 2, first_name: 'Ada', revision: 0 }]);
    await writeThenWait(() => pool.query('UPDATE optimized.customer SET revision = 1 WHERE id = 2'));
    expect(await read()).toEqual([{ id: 2, first_name: 'Ada', revision: 1 }]);
  });
});
