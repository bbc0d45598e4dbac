import { randomUUID } from 'node:crypto';
import { createPool } from '@lab/db';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acquireLease,
  fencedUpdate,
  keepLease,
  type Lease,
  releaseLease,
  renewLease,
  requestCancel,
  watchCancels,
} from '../src/server/index.ts';
import { eventually } from './support/eventually.ts';
import { forkChild } from './support/fork-child.ts';

const insertRun = async ({ pool }: TestDatabase): Promise<string> => {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO run (id, experiment, workload, params, variants, rounds, seed, reason) VALUES ($1, 'e', 'w', '{}', '{}', 1, 1, 'manual')`,
    [id],
  );
  return id;
};

const take = async ({ pool }: TestDatabase, id: string, seconds = 60): Promise<Lease> => {
  const taken = await acquireLease({ database: pool, table: 'run', id, holder: 'test', seconds });
  if (taken.outcome !== 'acquired') throw new Error(`The lease is ${taken.outcome}.`);
  return taken.lease;
};

const expire = ({ pool }: TestDatabase, id: string) =>
  pool.query(`UPDATE run SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);

test('a lease that somebody holds is not given again, and says who holds it', async () => {
  await using database = await testDatabase();
  const id = await insertRun(database);
  await take(database, id);
  const second = await acquireLease({ database: database.pool, table: 'run', id, holder: 'other', seconds: 60 });
  expect(second).toMatchObject({ outcome: 'held', holder: 'test' });
});

test('there is no lease on a row that does not exist', async () => {
  await using database = await testDatabase();
  const id = randomUUID();
  expect(await acquireLease({ database: database.pool, table: 'run', id, holder: 'a', seconds: 60 })).toEqual({
    outcome: 'gone',
  });
});

test('of twenty that ask at once one gets the lease', async () => {
  await using database = await testDatabase();
  await using pool = createPool({
    connectionString: database.connectionString,
    applicationName: 'lab-test-crowd',
    max: 20,
  });
  const id = await insertRun(database);
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      acquireLease({ database: pool, table: 'run', id, holder: `worker ${index}`, seconds: 60 }),
    ),
  );
  expect(asked.filter(({ outcome }) => outcome === 'acquired')).toHaveLength(1);
  expect(asked.filter(({ outcome }) => outcome === 'held')).toHaveLength(19);
});

test('an expired lease goes to the next with a greater token, and the late result of the first is refused', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  const id = await insertRun(database);
  const first = await take(database, id);
  await expire(database, id);
  const second = await take(database, id);
  expect(second.token).toBeGreaterThan(first.token);
  await expect(fencedUpdate(pool, first, { verdict: 'late' })).rejects.toMatchObject({ code: 'lease-lost' });
  expect(await renewLease({ database: pool, lease: first, seconds: 60 })).toBe(false);
  expect(await releaseLease(pool, first)).toBe(false);
  await fencedUpdate(pool, second, { verdict: 'in time', rounds_finished: 3 });
  const { rows } = await pool.query('SELECT verdict, rounds_finished FROM run');
  expect(rows).toEqual([{ verdict: 'in time', rounds_finished: 3 }]);
});

test('a released lease is free at once and cannot be renewed', async () => {
  await using database = await testDatabase();
  const id = await insertRun(database);
  const first = await take(database, id);
  expect(await releaseLease(database.pool, first)).toBe(true);
  expect(await renewLease({ database: database.pool, lease: first, seconds: 60 })).toBe(false);
  expect((await take(database, id)).token).toBe(first.token + 1n);
});

test('whatever happens in whatever order, at most one token writes, and tokens only grow', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  const verb = fc.constantFrom('acquire', 'acquire', 'expire', 'expire', 'write', 'write', 'renew', 'release');
  // Two workers and long histories, so that most of them hold a take-over and a late write.
  const step = fc.record({ do: verb, worker: fc.nat({ max: 1 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (steps) => {
      const id = await insertRun(database);
      const leases = new Map<number, Lease>();
      let newest = 0n;
      let free = true;
      for (const { do: verb, worker: who } of steps) {
        const lease = leases.get(who);
        if (verb === 'acquire') {
          const taken = await acquireLease({ database: pool, table: 'run', id, holder: `${who}`, seconds: 60 });
          expect(taken.outcome).toBe(free ? 'acquired' : 'held');
          if (taken.outcome !== 'acquired') continue;
          expect(taken.lease.token).toBe(newest + 1n);
          newest = taken.lease.token;
          leases.set(who, taken.lease);
          free = false;
        } else if (verb === 'expire') {
          await pool.query(`UPDATE run SET lease_until = lease_until - interval '1 hour' WHERE id = $1`, [id]);
          free = true;
        } else if (lease && verb === 'write') {
          const write = fencedUpdate(pool, lease, { verdict: `${who}` });
          if (lease.token === newest) await write;
          else await expect(write).rejects.toMatchObject({ code: 'lease-lost' });
        } else if (lease && verb === 'renew') {
          const held = await renewLease({ database: pool, lease, seconds: 60 });
          if (held) free = false;
          if (held) expect(lease.token).toBe(newest);
        } else if (lease && verb === 'release') {
          if (await releaseLease(pool, lease)) free = true;
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a kept lease outlives its first term', async () => {
  await using database = await testDatabase();
  const id = await insertRun(database);
  const lease = await take(database, id, 0.5);
  const { rows: before } = await database.pool.query('SELECT lease_until FROM run');
  await using kept = keepLease({ pool: database.pool, lease, seconds: 0.5, everyMs: 50 });
  await eventually('the first term is over', async () => {
    const { rows } = await database.pool.query('SELECT clock_timestamp() > $1 AS over', [before[0].lease_until]);
    return rows[0].over;
  });
  expect(kept.signal.aborted).toBe(false);
  const second = await acquireLease({ database: database.pool, table: 'run', id, holder: 'b', seconds: 1 });
  expect(second.outcome).toBe('held');
});

test('the holder is told when another has taken over', async () => {
  await using database = await testDatabase();
  const id = await insertRun(database);
  const lease = await take(database, id);
  await using kept = keepLease({ pool: database.pool, lease, seconds: 60, everyMs: 50 });
  await expire(database, id);
  // Whether the keeper or the thief is first is open; the thief tries until it has it.
  await eventually('another takes over', async () => {
    await expire(database, id);
    const { outcome } = await acquireLease({ database: database.pool, table: 'run', id, holder: 'thief', seconds: 60 });
    return outcome === 'acquired';
  });
  await eventually('the signal aborts', () => kept.signal.aborted);
  expect(kept.signal.reason).toMatchObject({ code: 'lease-lost' });
});

test('worker stopped (SIGSTOP) past its lease, then continued: its late result is refused', async () => {
  await using database = await testDatabase();
  const id = await insertRun(database);
  await using slow = forkChild('lease-holder', { databaseUrl: database.connectionString, id });
  await slow.message('holds');
  slow.send('SIGSTOP');
  let lease: Lease | undefined;
  await eventually('the lease has run out and is taken over', async () => {
    const taken = await acquireLease({ database: database.pool, table: 'run', id, holder: 'fast', seconds: 60 });
    if (taken.outcome === 'acquired') lease = taken.lease;
    return lease !== undefined;
  });
  if (lease) await fencedUpdate(database.pool, lease, { verdict: 'in time' });
  slow.send('SIGCONT');
  await slow.message('aborted: lease-lost');
  await slow.message('refused: lease-lost');
  await slow.exited;
  const { rows } = await database.pool.query('SELECT verdict, lease_holder FROM run');
  expect(rows).toEqual([{ verdict: 'in time', lease_holder: 'fast' }]);
});

test.each([
  ['at once through NOTIFY', { watched: true, everyMs: 60_000 }],
  ['at the next renewal without NOTIFY', { watched: false, everyMs: 50 }],
])('a cancel from another process aborts the work: %s', async (_, { watched, everyMs }) => {
  await using database = await testDatabase();
  const { pool } = database;
  const id = await insertRun(database);
  const lease = await take(database, id);
  await using cancels = watchCancels(pool);
  await using kept = keepLease({
    pool,
    lease,
    seconds: 120,
    everyMs,
    cancellable: true,
    ...(watched && { cancels }),
  });
  expect(kept.signal.aborted).toBe(false);
  await using asker = forkChild('cancel', { databaseUrl: database.connectionString, table: 'run', id });
  await asker.exited;
  await eventually('the signal aborts', () => kept.signal.aborted);
  expect(kept.signal.reason).toMatchObject({ code: 'cancelled' });
});

test('a cancel that was asked for while the listening connection was lost is found', async () => {
  await using database = await testDatabase();
  await using pool = createPool({ connectionString: database.connectionString, applicationName: 'lab-cut', max: 3 });
  const id = await insertRun(database);
  const lease = await take(database, id);
  await using cancels = watchCancels(pool);
  await using kept = keepLease({ pool, lease, seconds: 600, everyMs: 300_000, cancellable: true, cancels });
  const listeners = () =>
    database.pool.query(`SELECT pid FROM pg_stat_activity WHERE application_name = 'lab-cut' AND query LIKE 'LISTEN%'`);
  await eventually('it listens', async () => (await listeners()).rowCount === 1);
  // Without NOTIFY: only the row says it, as after a notification that nobody heard.
  await database.pool.query('UPDATE run SET cancel_requested_at = now()');
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lab-cut' AND query LIKE 'LISTEN%'`,
  );
  await eventually('the signal aborts', () => kept.signal.aborted);
  expect(kept.signal.reason).toMatchObject({ code: 'cancelled' });
});

test('asking for the end of what does not exist says so', async () => {
  await using database = await testDatabase();
  expect(await requestCancel(database.pool, { table: 'run', id: randomUUID() })).toBe(false);
});
