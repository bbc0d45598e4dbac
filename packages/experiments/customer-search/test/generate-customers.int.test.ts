import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { seed as seedDemo } from '../src/cli/seed.ts';
import { compareSchemas } from '../src/core/data/checksums.ts';
import { customerRow } from '../src/core/data/customer-row.ts';
import { type GenerateOptions, generateCustomers } from '../src/core/data/generate-customers.ts';
import type { LoadProgress } from '../src/core/data/load-progress.ts';
import { readCacheVersion, readLoadState } from '../src/core/data/load-state.ts';
import { prepareCustomers } from '../src/core/data/prepare-customers.ts';
import { catalogOf } from './support/catalog.ts';
import { expectReadTable } from './support/read-table.ts';

const generate = ({ connectionString }: TestDatabase, customers: number, more: Partial<GenerateOptions> = {}) =>
  generateCustomers({
    connectionString,
    customers,
    seed: 1,
    workers: 2,
    mode: 'top-up',
    signal: new AbortController().signal,
    fewRows: 1000,
    ...more,
  });

const count = async (pool: Pool, table = 'optimized.app_user'): Promise<number> =>
  (await pool.query(`SELECT count(*)::int AS count FROM ${table}`)).rows[0].count;

/** Everything that a reader could see. */
const contents = async (pool: Pool) => {
  const tables = ['naive', 'optimized'].flatMap((schema) =>
    ['address', 'app_user', 'customer_relationship'].map((table) => `${schema}.${table}`),
  );
  const all = [...tables, 'optimized.customer', 'optimized.field_value', 'optimized.word'];
  const parts = all.map(async (table) => {
    const sql = `SELECT count(*)::int AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM ${table} AS t`;
    return [table, (await pool.query(sql)).rows[0]] as const;
  });
  return Object.fromEntries(await Promise.all(parts));
};

/** Both schemas equal, the read table right, every key, index and trigger in its place, nothing left over. */
const expectWhole = async ({ pool }: TestDatabase, catalog: unknown): Promise<void> => {
  await compareSchemas(pool, 0);
  await expectReadTable(pool);
  expect(await catalogOf(pool)).toEqual(catalog);
  const { rows } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_load'`);
  expect(rows).toEqual([]);
};

// The smaller number goes through the triggers, the larger one beside the tables.
test.each([800, 3000])('%i customers: the same rows in both schemas, with everything in place', async (customers) => {
  await using database = await testDatabase();
  const { pool } = database;
  const catalog = await catalogOf(pool);
  const version = BigInt(await readCacheVersion(pool));
  const seen: LoadProgress[] = [];
  expect(await generate(database, customers, { onProgress: (progress) => seen.push(progress) })).toMatchObject({
    before: 0,
    made: customers,
  });
  expect(BigInt(await readCacheVersion(pool))).toBeGreaterThan(version);
  await expectWhole(database, catalog);
  expect(await count(pool)).toBe(customers);
  expect(seen.at(-1)).toMatchObject({ phase: 'finishing' });
  const index = customers - 1;
  const row = customerRow(index, 1);
  const { rows } = await pool.query(
    `SELECT first_name, customer_id, to_char(birthday, 'YYYY-MM-DD') AS birthday, (extract(epoch FROM created) * 1000000)::bigint::text AS created,
            city, points FROM optimized.customer WHERE id = $1`,
    [index + 1],
  );
  expect(rows).toEqual([
    {
      first_name: row.first_name,
      customer_id: row.customer_id,
      birthday: row.birthday,
      created: String(row.created),
      city: row.address?.city ?? null,
      points: row.relationship?.points ?? null,
    },
  ]);
  // The API's next customer gets an id of its own, and the triggers are awake.
  const { rows: added } = await pool.query(
    `INSERT INTO optimized.app_user (first_name, last_name, gender, customer_id, phone_number)
     VALUES ('Ada', 'New', 'female', 'cus:new', '+4915112345678') RETURNING id::int`,
  );
  expect(added).toEqual([{ id: customers + 1 }]);
  await expectReadTable(pool);
});

test('the lexicon counts the rows of each value', async () => {
  await using database = await testDatabase();
  await generate(database, 3000);
  const { rows } = await database.pool.query(`
    SELECT f.rows AS told, (SELECT count(*)::int FROM optimized.customer c WHERE c.city = f.value) AS counted
      FROM optimized.field_value f WHERE field = 'city' ORDER BY f.rows DESC LIMIT 20`);
  expect(rows.map(({ told }) => told)).toEqual(rows.map(({ counted }) => counted));
});

test('the number of workers changes nothing, nor does making them in two steps', async () => {
  await using one = await testDatabase();
  await using other = await testDatabase();
  await generate(one, 4500, { workers: 1, mode: 'replace' });
  await generate(other, 1000, { workers: 3 });
  await generate(other, 1500, { workers: 3 });
  await generate(other, 4500, { workers: 3 });
  const [first, second] = await Promise.all([contents(one.pool), contents(other.pool)]);
  // Words of two steps may be counted otherwise; the rows are the same.
  expect({ ...second, 'optimized.field_value': 0, 'optimized.word': 0 }).toEqual({
    ...first,
    'optimized.field_value': 0,
    'optimized.word': 0,
  });
  expect((await readLoadState(other.pool))?.checksums).toEqual((await readLoadState(one.pool))?.checksums);
});

test('a second call says that they are there; more are added to what others have written, and what they wrote stays', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await generate(database, 500);
  expect(await generate(database, 500)).toMatchObject({ before: 500, made: 0 });
  expect(await generate(database, 100)).toMatchObject({ before: 500, made: 0 });
  await pool.query(
    `UPDATE optimized.app_user SET first_name = 'Changed' WHERE id = 3; DELETE FROM optimized.app_user WHERE id = 4`,
  );
  await pool.query(
    `INSERT INTO optimized.app_user (first_name, last_name, gender, customer_id, phone_number) VALUES ('Ada', 'New', 'female', 'cus:x', '+4915112345678')`,
  );
  for (const customers of [700, 3000]) {
    await generate(database, customers);
    expect(await count(pool)).toBe(customers);
    await expectReadTable(pool);
    const { rows } = await pool.query(
      `SELECT id::int, first_name FROM optimized.customer WHERE id IN (3, 4, 501) ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: 3, first_name: 'Changed' },
      { id: 501, first_name: 'Ada' },
    ]);
  }
});

test('replace leaves nothing of what was there, and takes another seed; adding does not', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  const catalog = await catalogOf(pool);
  await generate(database, 800);
  const before = await contents(pool);
  await expect(generate(database, 900, { seed: 2 })).rejects.toMatchObject({ code: 'bad-input' });
  expect(await contents(pool)).toEqual(before);
  await generate(database, 300, { seed: 2, mode: 'replace' });
  expect(await count(pool)).toBe(300);
  const { rows } = await pool.query('SELECT customer_id FROM optimized.app_user WHERE id = 1');
  expect(rows).toEqual([{ customer_id: customerRow(0, 2).customer_id }]);
  await expectWhole(database, catalog);
});

test('two generators at once: the second one is told so and changes nothing', async () => {
  await using database = await testDatabase();
  const results = await Promise.allSettled([generate(database, 3000), generate(database, 400)]);
  expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { code: 'customers-busy' } }]);
  await compareSchemas(database.pool, 0);
});

/** A generator in a process of its own, killed in the middle of this phase. */
const kill = async (database: TestDatabase, phase: LoadProgress['phase'], signal: NodeJS.Signals) => {
  const child = fork(
    new URL('./children/generate.ts', import.meta.url),
    [database.connectionString, '60000', 'replace'],
    { execArgv: [], silent: true },
  );
  const exit = once(child, 'exit');
  let sent = false;
  child.on('message', (progress: LoadProgress) => {
    if (sent || progress.phase !== phase || (phase === 'loading' && progress.customers === 0)) return;
    sent = child.kill(signal);
  });
  return exit;
};

test.each<[LoadProgress['phase'], NodeJS.Signals]>([
  ['loading', 'SIGINT'],
  ['indexing', 'SIGINT'],
  ['loading', 'SIGKILL'],
  ['indexing', 'SIGKILL'],
])(
  'a generator that is stopped while %s by %s leaves the customers as they were, and the next one succeeds',
  async (phase, signal) => {
    await using database = await testDatabase();
    const { pool } = database;
    const catalog = await catalogOf(pool);
    await generate(database, 1000);
    const before = await contents(pool);
    const [code, ended] = await kill(database, phase, signal);
    expect([code, ended]).toEqual(signal === 'SIGINT' ? [130, null] : [null, 'SIGKILL']);
    expect(await contents(pool)).toEqual(before);
    expect(await catalogOf(pool)).toEqual(catalog);
    if (signal === 'SIGINT') await expectWhole(database, catalog);
    // Whoever was killed has lost its turn as soon as the server notices; what it has left behind goes now.
    await expect
      .poll(() => generate(database, 2000).catch(({ code: refused }) => refused), { timeout: 30_000 })
      .toMatchObject({ made: 1000 });
    await expectWhole(database, catalog);
  },
);

test('readers go on while customers are replaced, and a writer of that time is not lost', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await generate(database, 1000);
  let reads = 0;
  let written: Promise<unknown> | undefined;
  let reading = Promise.resolve();
  await generate(database, 31_000, {
    onProgress: ({ phase }) => {
      if (phase !== 'loading') return;
      reading = reading.then(async () => {
        if ((await count(pool)) === 1000) reads++;
      });
      written ??= pool.query(
        `INSERT INTO optimized.app_user (first_name, last_name, gender, customer_id, phone_number) VALUES ('Ada', 'Late', 'female', 'cus:late', '+4915112345678')`,
      );
    },
  });
  await Promise.allSettled([reading, written]);
  expect(reads).toBeGreaterThan(0);
  // It either waited and is there, or was told that its table has gone; never silently lost.
  const outcome = await Promise.resolve(written).then(
    () => 1,
    () => 0,
  );
  expect(await count(pool, `optimized.customer WHERE customer_id = 'cus:late'`)).toBe(outcome);
});

test('a benchmark uses again what fits, and nothing else', async () => {
  await using database = await testDatabase({ empty: true });
  const { pool, connectionString } = database;
  const prepare = (customers: number, seed = 5) =>
    prepareCustomers({ connectionString, customers, seed, workers: 2, signal: new AbortController().signal });
  expect(await prepare(400)).toEqual({ reused: false });
  expect(await prepare(400)).toEqual({ reused: true });
  expect(await prepare(400, 6)).toEqual({ reused: false });
  expect(await prepare(300, 6)).toEqual({ reused: false });
  expect(await count(pool)).toBe(300);
  // Written and put back: looked at as a whole, and found to be the same.
  await pool.query(`UPDATE optimized.app_user SET last_name = last_name || '!' WHERE id = 1`);
  await pool.query(`UPDATE optimized.app_user SET last_name = left(last_name, -1) WHERE id = 1`);
  expect(await prepare(300, 6)).toEqual({ reused: true });
  await pool.query(`UPDATE optimized.app_user SET last_name = last_name || '!' WHERE id = 1`);
  expect(await prepare(300, 6)).toEqual({ reused: false });
  expect(await prepare(300, 6)).toEqual({ reused: true });
});

test('demo data goes into an empty database only, and an abort before the start changes nothing', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await expect(generate(database, 100, { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(await count(pool)).toBe(0);
  expect(await seedDemo(pool)).toEqual({ customers: 2000 });
  expect(await seedDemo(pool)).toEqual({ customers: 0 });
  expect(await count(pool)).toBe(2000);
  await compareSchemas(pool, 0);
  await expectReadTable(pool);
  // The generator goes on where the demo has ended.
  expect(await generate(database, 2500)).toMatchObject({ before: 2000, made: 500 });
});
