import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@lab/db';
import { startPostgres, waitUntil } from '@lab/services';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import type { Log } from '../../src/core/cache/log.ts';
import { createRedisStore } from '../../src/core/cache/redis-store.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';
import { listQuery } from './support/list-query.ts';
import { openCustomers, tablesSql } from './support/open-customers.ts';
import { openProcess } from './support/open-process.ts';
import { sqlReader } from './support/sql-reader.ts';
import { openStoreHouse, type StoreKind, whyNot } from './support/store-house.ts';

const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];
const shared = ['redis', 'memory in front of redis'] as const satisfies readonly StoreKind[];
const touchAll = 'UPDATE optimized.customer SET revision = revision + 1';

const record = () => {
  const lines: string[] = [];
  const write = (_: object, message: string): void => {
    lines.push(message);
  };
  const log: Log = { info: write, warn: write };
  return { lines, log };
};
const gone = 'Redis does not answer; pages are cached without it until it does.';
const back = 'Redis answers again; pages are cached there.';

describe.each(modes.flatMap((mode) => shared.map((kind) => ({ mode, kind }))))('$mode in $kind', ({ mode, kind }) => {
  beforeEach((context) => {
    const reason = whyNot(kind);
    if (reason !== undefined) context.skip(reason);
  });

  test('Redis that goes away and comes back costs hits, one line each, and no answer', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const { lines, log } = record();
    const store = await house.open({ log });
    await using process = openProcess({ pool, reader: sqlReader(pool), mode, store });
    const revisions = async () => [...new Set((await process.rows()).map((row) => row.revision))];
    expect(await revisions()).toEqual([0]);
    await house.redis?.stop();
    for (const revision of [1, 2, 3]) {
      await writeThenWait(() => pool.query(touchAll));
      expect(await Promise.all([revisions(), revisions(), revisions()])).toEqual([[revision], [revision], [revision]]);
    }
    expect(lines).toEqual([gone]);
    expect((await store.stats()).at(-1)).toMatchObject({ name: 'redis', reachable: false, entries: null, bytes: null });

    // Started by hand, because a new private Redis would have another password.
    const restarted = spawn('redis-server', [join(house.redis?.logFile.replace(/\.log$/, '') ?? '', 'redis.conf')], {
      stdio: 'ignore',
    });
    const ended = once(restarted, 'exit');
    try {
      expect(await waitUntil(async () => (await store.stats()).at(-1)?.reachable === true, 30_000)).toBe(true);
      expect(await revisions()).toEqual([3]);
      await writeThenWait(() => pool.query(touchAll));
      expect(await revisions()).toEqual([4]);
      expect((await store.stats()).at(-1)?.entries).toBeGreaterThan(0);
      expect(lines).toEqual([gone, back]);
    } finally {
      restarted.kill();
      await ended;
    }
  });

  test('Redis that hangs holds up one command and no answer', async () => {
    await using database = await openCustomers();
    await using house = await openStoreHouse(kind);
    const { pool } = database;
    const { lines, log } = record();
    const store = await house.open({ log, commandTimeoutMs: 300 });
    await using process = openProcess({ pool, reader: sqlReader(pool), mode, store });
    expect((await process.rows()).map((row) => row.revision)).toEqual([0, 0, 0, 0, 0, 0]);
    const pid = house.redis?.pid ?? 0;
    globalThis.process.kill(pid, 'SIGSTOP');
    try {
      await writeThenWait(() => pool.query(touchAll));
      expect((await process.rows()).map((row) => row.revision)).toEqual([1, 1, 1, 1, 1, 1]);
      expect(lines).toEqual([gone]);
    } finally {
      globalThis.process.kill(pid, 'SIGCONT');
    }
    expect(await waitUntil(async () => (await store.stats()).at(-1)?.reachable === true, 30_000)).toBe(true);
    await writeThenWait(() => pool.query(touchAll));
    expect((await process.rows()).map((row) => row.revision)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

test('a Redis that was never there is the same', async () => {
  await using database = await openCustomers();
  const { pool } = database;
  const { lines, log } = record();
  await using store = await createRedisStore({ url: 'redis://127.0.0.1:1', log });
  await using process = openProcess({ pool, reader: sqlReader(pool), mode: 'response', store });
  expect(await process.rows('Ada')).toHaveLength(3);
  expect(await process.rows('Ada')).toHaveLength(3);
  expect(await process.cached.stats()).toMatchObject({ computed: 2, tiers: [{ reachable: false }] });
  expect(lines).toEqual([gone]);
});

test.each(modes)(
  'a database that is away is an error, not an old page, and one that is back is asked anew (%s)',
  async (mode) => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'lab-cache-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const directory = join(folder, 'postgres');
    const server = stack.use(await startPostgres({ directory }));
    const pool = stack.use(
      createPool({ connectionString: server.connectionString, applicationName: 'lab-test', max: 3 }),
    );
    await pool.query(tablesSql);
    const house = stack.use(await openStoreHouse('memory'));
    const state = { later: 0 };
    const reader = sqlReader(pool);
    const now = () => performance.now() + state.later;
    const process = stack.use(openProcess({ pool, reader, mode, store: await house.open(), now }));
    const rows = await process.rows('Ada');
    await server.stop();
    // Only what is younger than a lease may be answered without asking.
    state.later += 1_000;
    await expect(process.rows('Ada')).rejects.toThrow();
    await expect(process.rows('Ada')).rejects.toThrow();
    expect(await process.cached.stats()).toMatchObject({ failed: 2 });

    const again = stack.use(await startPostgres({ directory, port: server.port }));
    const before = reader.calls.list + reader.calls.listIds;
    expect(await process.rows('Ada')).toEqual(rows);
    // A server that was started again may be another history: its sum of versions is not believed to be the one from before.
    expect(reader.calls.list + reader.calls.listIds).toBe(before + 1);
    expect(again.port).toBe(server.port);
  },
);

test('a memory that is too small for all pages evicts and answers right', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const reader = sqlReader(pool);
  const store = await house.open({ maxBytes: 8_000 });
  await using process = openProcess({ pool, reader, mode: 'response', store });
  for (let size = 1; size <= 100; size += 1) {
    const query = listQuery({ page_size: String(size) });
    const { results } = await process.cached.list(query, { queries: 0 });
    expect(results).toBe((await reader.list(query, { queries: 0 })).results);
  }
  const [tier] = await store.stats();
  expect(tier?.evictions).toBeGreaterThan(50);
  expect(tier?.bytes).toBeLessThanOrEqual(8_000);
});

test('a page that is too large to be kept is answered each time', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  await pool.query(`INSERT INTO optimized.customer (id, first_name) VALUES (7, repeat('x', 3000000))`);
  const reader = sqlReader(pool);
  await using process = openProcess({ pool, reader, mode: 'response', store: await house.open() });
  for (const read of [1, 2]) {
    expect((await process.rows()).map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(reader.calls.list).toBe(read);
  }
  expect(await process.cached.stats()).toMatchObject({ computed: 2, tiers: [{ refused: 2, entries: 0 }] });
});
