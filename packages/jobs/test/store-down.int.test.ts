import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@lab/db/testing';
import { startPostgres, startRedis } from '@lab/services';
import { describe, expect, test } from 'vitest';
import { createQueueBackend, enqueue, readQueueState, startJobWorker, startRelay } from '../src/server/index.ts';
import { eventually } from './support/eventually.ts';
import { forkChild } from './support/fork-child.ts';
import { work } from './support/jobs.ts';
import { type Store, stores, whyNot } from './support/stores.ts';

interface Server {
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A store of its own for the queue alone, on a fixed address, so that it can go away and come back while the database stays. */
const openServer = async (store: Store) => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'lab-down-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const directory = join(folder, 'data');
  const first = store === 'postgres' ? await startPostgres({ directory }) : await startRedis({ directory });
  if (!first) throw new Error('There is no redis-server on PATH.');
  let stop = first.stop;
  stack.defer(() => stop());
  const start = async () => {
    if (store === 'postgres') {
      stop = (await startPostgres({ directory, port: first.port })).stop;
      return;
    }
    // Its own start would choose another password; a server that comes back has the one that it had.
    const child = spawn('redis-server', [join(directory, 'redis.conf')], { stdio: 'ignore' });
    stop = async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    };
  };
  const address =
    'url' in first
      ? { databaseUrl: 'postgresql://unused', redisUrl: first.url }
      : { databaseUrl: first.connectionString };
  const server: Server = { stop: () => stop(), start };
  const owned = stack.move();
  return { server, address, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};

describe.each(stores)('on %s', (store) => {
  const reason = whyNot(store);
  describe.skipIf(reason !== undefined)(reason ?? 'a store that goes away', () => {
    test('producers fail fast, messages wait in the outbox, and everything goes on when it is back', async () => {
      await using database = await testDatabase();
      await using open = await openServer(store);
      await using backend = await createQueueBackend(open.address);
      const { pool } = database;
      const done: string[] = [];
      await using _worker = startJobWorker({ job: work, backend, process: async ({ id }) => done.push(id) });
      await using relay = startRelay({ pool, backend, jobs: [work], pollMs: 100 });
      await enqueue(pool, work, { id: 'before' });
      await eventually('the first job is done', () => done.length === 1);

      await open.server.stop();
      await expect(backend.queue(work).add([{ id: 'x', payload: { id: 'x' } }])).rejects.toMatchObject({
        code: 'queue-unavailable',
      });
      expect(await readQueueState(backend, [work])).toMatchObject({ store, reachable: false });
      await enqueue(pool, work, { id: 'meanwhile' });
      await eventually('the relay knows', () => !relay.healthy);
      const { rows } = await pool.query('SELECT failures FROM outbox WHERE dispatched_at IS NULL');
      // The store is to blame, not the message.
      expect(rows).toEqual([{ failures: 0 }]);

      await open.server.start();
      await eventually('the second job is done', () => done.includes('meanwhile'), { withinMs: 45_000 });
      await eventually('the relay knows', () => relay.healthy);
      expect(await readQueueState(backend, [work])).toMatchObject({ store, reachable: true });
      expect(done).toEqual(['before', 'meanwhile']);
    });
  });
});

test('a process that could not reach Redis ends when it has closed its queue and its worker', async () => {
  await using child = forkChild('lost-store', { databaseUrl: 'postgresql://unused', redisUrl: 'redis://127.0.0.1:1' });
  await child.message('reachable: false');
  expect(await child.exited).toEqual([0, null]);
});

test('a queue on a database that is not there says so at once', async () => {
  await expect(createQueueBackend({ databaseUrl: 'postgresql://lab:lab@127.0.0.1:1/lab' })).rejects.toMatchObject({
    code: 'queue-unavailable',
  });
});

test('a queue on a database whose account may not create a schema names the right', async () => {
  await using database = await testDatabase();
  const role = `poor_${Math.random().toString(36).slice(2)}`;
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'poor'`);
  try {
    const url = new URL(database.connectionString);
    url.username = role;
    url.password = 'poor';
    await expect(createQueueBackend({ databaseUrl: url.href })).rejects.toMatchObject({
      code: 'database-right-missing',
      data: { user: role },
    });
  } finally {
    await database.pool.query(`DROP ROLE ${role}`);
  }
});
