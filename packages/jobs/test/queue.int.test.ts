import { LabError } from '@lab/errors';
import { describe, expect, test } from 'vitest';
import { enqueue, startJobWorker, startRelay, WorkerClosing } from '../src/server/index.ts';
import { eventually } from './support/eventually.ts';
import { forkChild } from './support/fork-child.ts';
import { quick, work } from './support/jobs.ts';
import { openStore, stores, whyNot } from './support/stores.ts';

// Short, so that recovery is seen within a second; production keeps the defaults.
const impatient = { lockDurationMs: 1000, stalledIntervalMs: 300 };
const fastRelay = { pollMs: 200 };

describe.each(stores)('on %s', (store) => {
  const reason = whyNot(store);
  describe.skipIf(reason !== undefined)(reason ?? 'the queue', () => {
    test('a job exists if, and only if, the transaction that recorded it commits', async () => {
      await using open = await openStore(store);
      const { pool } = open.database;
      const done: string[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async ({ id, times }) => done.push(`${id} ${times}`),
      });
      await using _relay = startRelay({ pool, backend: open.backend, jobs: [work], ...fastRelay });
      const client = await pool.connect();
      await client.query('BEGIN');
      await enqueue(client, work, { id: 'never' });
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      await enqueue(client, work, { id: 'committed' });
      await client.query('COMMIT');
      client.release();
      await eventually('the job is done', () => done.length > 0);
      expect(done).toEqual(['committed 1']);
    });

    test('a failed attempt is tried again, with its number, until attempts are used up', async () => {
      await using open = await openStore(store);
      const seen: [number, boolean][] = [];
      const failures: string[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async (_payload, { attempt, lastAttempt }) => {
          seen.push([attempt, lastAttempt]);
          throw new Error(`attempt ${attempt} failed`);
        },
        onFinalFailure: async ({ id }, error) => {
          failures.push(`${id}: ${error.message}`);
        },
      });
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await eventually('the job has failed for good', () => failures.length > 0);
      expect(seen).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      expect(failures).toEqual(['row: attempt 3 failed']);
    });

    test('an error that says it is final is not tried again', async () => {
      await using open = await openStore(store);
      let attempts = 0;
      const failures: Error[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async () => {
          attempts++;
          throw new LabError('run-not-found', { run: 'x' });
        },
        onFinalFailure: async (_payload, error) => {
          failures.push(error);
        },
      });
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await eventually('the job has failed for good', () => failures.length > 0);
      expect(attempts).toBe(1);
      expect(failures[0]?.message).toBe('There is no run x; it may have been deleted.');
    });

    test('a payload that is not what the job says never reaches the processor', async () => {
      await using open = await openStore(store);
      let calls = 0;
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async () => {
          calls++;
        },
      });
      await open.backend.queue(work).add([{ id: 'bad', payload: { id: 7 } }]);
      await eventually('the job has failed', async () => (await open.backend.queue(work).counts()).failed === 1);
      expect(calls).toBe(0);
    });

    test('a job beyond its time limit is told to stop and has failed', async () => {
      await using open = await openStore(store);
      let reason: unknown;
      await using _worker = startJobWorker({
        job: quick,
        backend: open.backend,
        process: (_payload, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reason = signal.reason;
              reject(signal.reason);
            });
          }),
      });
      await open.backend.queue(quick).add([{ id: 'slow', payload: { id: 'row' } }]);
      await eventually('the job has failed', async () => (await open.backend.queue(quick).counts()).failed === 1);
      expect(reason).toHaveProperty('name', 'TimeoutError');
    });

    test('of jobs with one deduplication key the second is dropped while the first waits', async () => {
      await using open = await openStore(store);
      const { pool } = open.database;
      await enqueue(pool, work, { id: 'first' }, { deduplicationKey: 'k' });
      await enqueue(pool, work, { id: 'second' }, { deduplicationKey: 'k' });
      await enqueue(pool, work, { id: 'other' }, { deduplicationKey: 'other' });
      {
        await using _relay = startRelay({ pool, backend: open.backend, jobs: [work], ...fastRelay });
        await eventually('all are relayed', async () => {
          const { rowCount } = await pool.query('SELECT FROM outbox WHERE dispatched_at IS NULL');
          return rowCount === 0;
        });
      }
      const done: string[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async ({ id }) => done.push(id),
      });
      await eventually('the queue is empty', async () => {
        const { waiting, active, completed } = await open.backend.queue(work).counts();
        return waiting === 0 && active === 0 && completed === 2;
      });
      expect(done.sort()).toEqual(['first', 'other']);
    });

    test('relay killed between adding and marking: the job is processed once', async () => {
      await using open = await openStore(store);
      const { pool } = open.database;
      await enqueue(pool, work, { id: 'row' });
      await using relay = forkChild('dying-relay', open.address);
      await relay.exited;
      const { rows } = await pool.query('SELECT FROM outbox WHERE dispatched_at IS NULL');
      expect(rows).toHaveLength(1);
      expect(await open.backend.queue(work).counts()).toMatchObject({ waiting: 1 });
      const done: string[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async ({ id }) => done.push(id),
      });
      // Done before the relay adds it again, the case in which a queue that forgets finished jobs would double it.
      await eventually('the job is done', () => done.length > 0);
      await using _relay = startRelay({ pool, backend: open.backend, jobs: [work], ...fastRelay });
      await eventually('the message is marked', async () => {
        const { rowCount } = await pool.query('SELECT FROM outbox WHERE dispatched_at IS NOT NULL');
        return rowCount === 1;
      });
      await enqueue(pool, work, { id: 'later' });
      await eventually('a later job is done', () => done.includes('later'));
      expect(done).toEqual(['row', 'later']);
    });

    test('worker killed with SIGKILL: another one gets its job', async () => {
      await using open = await openStore(store);
      await using victim = forkChild('hanging-worker', open.address);
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await victim.message('working');
      await victim.kill('SIGKILL');
      const seen: number[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        ...impatient,
        process: async (_payload, { attempt }) => seen.push(attempt),
      });
      await eventually('the job is recovered', () => seen.length > 0);
      // The lost attempt is repeated; losing a worker uses up none.
      expect(seen).toEqual([1]);
    });

    test('closing aborts running jobs and puts them back with their attempt', async () => {
      await using open = await openStore(store);
      const seen: number[] = [];
      const reasons: unknown[] = [];
      const first = startJobWorker({
        job: work,
        backend: open.backend,
        process: (_payload, { signal, attempt }) => {
          seen.push(attempt);
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reasons.push(signal.reason);
              reject(new Error('stopped'));
            });
          });
        },
      });
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await eventually('the job runs', () => first.active === 1);
      expect(await first.close()).toEqual({ abandoned: [] });
      expect(reasons[0]).toBeInstanceOf(WorkerClosing);
      await using _second = startJobWorker({
        job: work,
        backend: open.backend,
        process: async (_payload, { attempt }) => seen.push(attempt),
      });
      await eventually('another worker has the job', () => seen.length === 2);
      expect(seen).toEqual([1, 1]);
    });

    test('a job that ends within the grace is not disturbed', async () => {
      await using open = await openStore(store);
      const { promise: go, resolve: finish } = Promise.withResolvers<void>();
      let aborted = false;
      const worker = startJobWorker({
        job: work,
        backend: open.backend,
        process: async (_payload, { signal }) => {
          await go;
          aborted = signal.aborted;
        },
      });
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await eventually('the job runs', () => worker.active === 1);
      const closing = worker.close({ graceMs: 10_000 });
      finish();
      expect(await closing).toEqual({ abandoned: [] });
      expect(aborted).toBe(false);
      expect(await open.backend.queue(work).counts()).toMatchObject({ completed: 1, active: 0, waiting: 0 });
    });

    test('a job that ignores its signal does not hold up closing, and another worker gets it', async () => {
      await using open = await openStore(store);
      const deaf = startJobWorker({
        job: work,
        backend: open.backend,
        ...impatient,
        process: () => new Promise(() => {}),
      });
      await open.backend.queue(work).add([{ id: 'one', payload: { id: 'row' } }]);
      await eventually('the job runs', () => deaf.active === 1);
      expect(await deaf.close({ deadlineMs: 100 })).toEqual({ abandoned: ['one'] });
      const done: string[] = [];
      await using _worker = startJobWorker({
        job: work,
        backend: open.backend,
        ...impatient,
        process: async ({ id }) => done.push(id),
      });
      await eventually('the job is recovered', () => done.length > 0);
      expect(done).toEqual(['row']);
    });

    test('two relays and two workers process every message once', async () => {
      await using open = await openStore(store);
      const { pool } = open.database;
      const done: string[] = [];
      const options = {
        job: work,
        backend: open.backend,
        concurrency: 5,
        process: async ({ id }: { id: string }) => done.push(id),
      };
      const ids = Array.from({ length: 200 }, (_, index) => `row ${index}`);
      await using _one = startJobWorker(options);
      await using _two = startJobWorker(options);
      await using _left = startRelay({ pool, backend: open.backend, jobs: [work], batch: 7, ...fastRelay });
      await using _right = startRelay({ pool, backend: open.backend, jobs: [work], batch: 11, ...fastRelay });
      await Promise.all(ids.map((id) => enqueue(pool, work, { id })));
      await eventually('all are done', () => done.length >= ids.length);
      expect(done.toSorted()).toEqual(ids.toSorted());
    });
  });
});
