import { testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from '../src/contract.ts';
import { createQueueBackend, enqueue, pruneOutbox, startRelay } from '../src/server/index.ts';
import { eventually } from './support/eventually.ts';
import { work } from './support/jobs.ts';

// Longer than any test: what happens under it happens because of NOTIFY.
const never = 600_000;

test('a payload that is not what the job says is refused before anything is written', async () => {
  await using database = await testDatabase();
  // @ts-expect-error the compiler refuses it too
  await expect(enqueue(database.pool, work, { id: 7 })).rejects.toMatchObject({ code: 'bad-input' });
  expect((await database.pool.query('SELECT FROM outbox')).rowCount).toBe(0);
});

test('a commit wakes the relay, which need not poll', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await using backend = await createQueueBackend({ databaseUrl: database.connectionString });
  await using _relay = startRelay({ pool, backend, jobs: [work], pollMs: never });
  const waiting = async () => (await backend.queue(work).counts()).waiting;
  await enqueue(pool, work, { id: 'one' });
  await eventually('the first is relayed', async () => (await waiting()) === 1);
  await enqueue(pool, work, { id: 'two' });
  await eventually('the second is relayed', async () => (await waiting()) === 2);
});

test('more messages than fit into one batch are relayed without waiting between batches', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await pool.query(
    `INSERT INTO outbox (job, payload) SELECT 'test.work', jsonb_build_object('id', n::text) FROM generate_series(1, 250) n`,
  );
  await using backend = await createQueueBackend({ databaseUrl: database.connectionString });
  await using _relay = startRelay({ pool, backend, jobs: [work], batch: 40, pollMs: never });
  await eventually('all are relayed', async () => (await backend.queue(work).counts()).waiting === 250);
});

test('a relay whose listening connection was cut listens again', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await using backend = await createQueueBackend({ databaseUrl: database.connectionString });
  await using _relay = startRelay({ pool, backend, jobs: [work], pollMs: never });
  const cut = async () => {
    const { rowCount } = await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN lab_outbox%'`,
    );
    return rowCount === 1;
  };
  await eventually('its listening connection is cut', cut);
  await enqueue(pool, work, { id: 'meanwhile' });
  await eventually('the message is relayed', async () => (await backend.queue(work).counts()).waiting === 1);
});

test('a job that this process does not know is left for one that does', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  const newer = defineJob({ name: 'test.newer', payload: z.object({}) });
  await enqueue(pool, newer, {});
  await enqueue(pool, work, { id: 'known' });
  await using backend = await createQueueBackend({ databaseUrl: database.connectionString });
  await using _relay = startRelay({ pool, backend, jobs: [work], pollMs: 50 });
  await eventually('the known one is relayed', async () => (await backend.queue(work).counts()).waiting === 1);
  const { rows } = await pool.query('SELECT job FROM outbox WHERE dispatched_at IS NULL');
  expect(rows).toEqual([{ job: 'test.newer' }]);
});

test('a delayed message waits for its time', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await enqueue(pool, work, { id: 'later' }, { delayMs: 3_600_000 });
  await enqueue(pool, work, { id: 'now' });
  await using backend = await createQueueBackend({ databaseUrl: database.connectionString });
  await using _relay = startRelay({ pool, backend, jobs: [work], pollMs: 50 });
  await eventually('one is relayed', async () => (await backend.queue(work).counts()).waiting === 1);
  const { rows } = await pool.query(`SELECT payload->>'id' AS id FROM outbox WHERE dispatched_at IS NULL`);
  expect(rows).toEqual([{ id: 'later' }]);
});

test('a message that the queue refuses does not hold up the others, and says why it waits', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await using real = await createQueueBackend({ databaseUrl: database.connectionString });
  // What a size limit of the store does; everything else is the real queue.
  const backend: typeof real = {
    ...real,
    queue: (job) => {
      const queue = real.queue(job);
      return {
        ...queue,
        async add(messages) {
          if (messages.some(({ payload }) => JSON.stringify(payload).includes('huge'))) throw new Error('too big');
          await queue.add(messages);
        },
      };
    },
  };
  for (const id of ['a', 'huge', 'b']) await enqueue(pool, work, { id });
  await using _relay = startRelay({ pool, backend, jobs: [work], pollMs: 50 });
  await eventually('the others are relayed', async () => (await real.queue(work).counts()).waiting === 2);
  const refused = async () =>
    (await pool.query(`SELECT failures, error FROM outbox WHERE dispatched_at IS NULL AND failures > 0`)).rows[0];
  await eventually('the refusal is written down', async () => (await refused()) !== undefined);
  expect((await refused()).error).toContain('too big');
});

test('only messages that were relayed long ago are pruned', async () => {
  await using database = await testDatabase();
  await database.pool.query(
    `INSERT INTO outbox (job, payload, dispatched_at) VALUES
       ('test.work', '"old"', now() - interval '3 hours'), ('test.work', '"new"', now()), ('test.work', '"pending"', NULL)`,
  );
  expect(await pruneOutbox(database.pool, 2)).toBe(1);
  const { rows } = await database.pool.query('SELECT payload FROM outbox ORDER BY id');
  expect(rows.map(({ payload }) => payload)).toEqual(['new', 'pending']);
});
