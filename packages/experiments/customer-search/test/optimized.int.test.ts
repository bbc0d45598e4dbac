import { createPool } from '@lab/db';
import { testDatabase } from '@lab/db/testing';
import { expect, onTestFinished, test } from 'vitest';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import { type Optimization, optimizations } from '../src/contract/optimizations.ts';
import { createOptimizedReader } from '../src/core/optimized/create-optimized-reader.ts';
import { createCursorCodec } from '../src/core/optimized/cursor.ts';
import { loadCustomers } from './load-customers.ts';
import { idsOf, optimizedAdapter } from './optimized-adapter.ts';
import { sameAsOracle } from './same-as-oracle.ts';
import { someCustomers } from './some-customers.ts';

const statementTimeoutMs = 20_000;

const open = async () => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { connectionString } = database;
  const settings = { statement_timeout: String(statementTimeoutMs) };
  const pool = createPool({ connectionString, applicationName: 'lab-test-optimised', max: 4, settings });
  onTestFinished(() => pool[Symbol.asyncDispose]());
  const reader = (without: readonly Optimization[] = [], secret = 'secret') =>
    createOptimizedReader({ pool, statementTimeoutMs, cursors: createCursorCodec(secret), without: new Set(without) });
  const list = (parameters: Readonly<Record<string, string>>, secret?: string) =>
    reader([], secret).list(optimizedListSchema.parse(parameters), { queries: 0 });
  return { connectionString, pool: database.pool, reader, list };
};

test('whatever is in the tables and whatever is asked, the ids are those of the oracle, forth and back', {
  timeout: 240_000,
}, async () => {
  const { pool, reader } = await open();
  const compared = await sameAsOracle([optimizedAdapter(pool, reader())], 60);
  expect(compared.tables).toBeGreaterThanOrEqual(60);
});

test('values that many rows have are found by walking the order, with the same answer', {
  timeout: 240_000,
}, async () => {
  const { pool, reader } = await open();
  const adapter = optimizedAdapter(pool, reader());
  const load: typeof adapter.load = async (customers) => {
    await adapter.load(customers);
    await pool.query('UPDATE optimized.field_value SET rows = 1000000');
  };
  await sameAsOracle([{ ...adapter, load }], 30);
});

test.each(optimizations)('without %s it answers the same', { timeout: 240_000 }, async (without) => {
  const { pool, reader } = await open();
  const schema = without === 'indexes' ? 'naive' : 'optimized';
  const adapter = optimizedAdapter(pool, reader([without]), `without ${without}`, schema);
  await sameAsOracle([adapter], 12);
});

test('a page that is jumped to is the page that is walked to, rows without a value included', async () => {
  const { pool, reader, list } = await open();
  await loadCustomers(pool, 'optimized', someCustomers);
  for (const sort_by of ['created', 'city', 'points', 'last_activity', 'full_name'] as const) {
    const walked = await optimizedAdapter(pool, reader()).pages({ sort_by, page_size: '2' });
    for (const [place, ids] of walked.entries()) {
      const { results } = await list({ sort_by, page_size: '2', page: String(place + 1) });
      expect(idsOf(results), `${sort_by}, page ${place + 1}`).toEqual(ids);
    }
  }
});

test('a cursor that was changed, cut, lengthened, signed by another or made for other filters is refused', async () => {
  const { pool, list } = await open();
  await loadCustomers(pool, 'optimized', someCustomers);
  const { next } = await list({ page_size: '2' });
  if (next === null) throw new Error('there is a second page');
  const bytes = Buffer.from(next, 'base64url');
  const flipped = Buffer.from(bytes);
  flipped[flipped.length - 3] = (flipped.at(-3) ?? 0) ^ 1;
  const wrong: readonly (readonly [Readonly<Record<string, string>>, string?])[] = [
    [{ cursor: flipped.toString('base64url') }],
    [{ cursor: bytes.subarray(0, -1).toString('base64url') }],
    [{ cursor: `${next}AAAA` }],
    [{ cursor: 'x' }],
    [{ cursor: '%%%' }],
    [{ cursor: next, sort_by: 'city' }],
    [{ cursor: next, first_name: 'a' }],
    [{ cursor: next, ordering: 'ascending' }],
    [{ cursor: next }, 'another secret'],
  ];
  for (const [parameters, secret] of wrong)
    await expect(list(parameters, secret), JSON.stringify(parameters)).rejects.toMatchObject({ code: 'bad-cursor' });
  await expect(list({ cursor: next, page_size: '3' })).resolves.toMatchObject({ previous: expect.any(String) });
});

test('rows that come or go between two pages neither repeat nor hide others', async () => {
  const { pool, list } = await open();
  await loadCustomers(pool, 'optimized', someCustomers);
  const first = await list({ page_size: '2' });
  const before = await list({ page_size: '2', cursor: first.next ?? '' });
  const [gone] = idsOf(first.results);
  await pool.query('DELETE FROM optimized.app_user WHERE id = $1', [gone]);
  await pool.query(
    `INSERT INTO optimized.app_user (id, first_name, last_name, gender, customer_id, phone_number, created)
     VALUES (5000, 'New', 'One', 'female', 'cus:new', '4912345678', '2030-01-01')`,
  );
  const after = await list({ page_size: '2', cursor: first.next ?? '' });
  expect(idsOf(after.results)).toEqual(idsOf(before.results));
});

test('totals are counted up to a cap, or estimated, and only when asked for', async () => {
  const { pool, list } = await open();
  await loadCustomers(pool, 'optimized', someCustomers);
  expect(await list({})).not.toHaveProperty('total');
  expect((await list({ total: 'capped' })).total).toEqual({ value: someCustomers.length, relation: 'exact' });
  expect((await list({ total: 'capped', first_name: 'nn' })).total).toEqual({ value: 3, relation: 'exact' });
  expect((await list({ total: 'estimated' })).total).toMatchObject({ relation: 'estimated' });
});

test('a statement that takes too long is an error of its own, and the next one is answered', async () => {
  const { pool, connectionString } = await open();
  await loadCustomers(pool, 'optimized', someCustomers);
  const hurried = createPool({
    connectionString,
    applicationName: 'lab-test-hurried',
    settings: { statement_timeout: '50' },
  });
  onTestFinished(() => hurried[Symbol.asyncDispose]());
  const reader = createOptimizedReader({ pool: hurried, statementTimeoutMs: 50, cursors: createCursorCodec('secret') });
  const list = () => reader.list(optimizedListSchema.parse({}), { queries: 0 });
  const locker = await pool.connect();
  onTestFinished(() => locker.release(true));
  await locker.query('BEGIN');
  await locker.query('LOCK TABLE optimized.customer IN ACCESS EXCLUSIVE MODE');
  await expect(list()).rejects.toMatchObject({ code: 'query-too-slow', data: { seconds: 0.05 } });
  await locker.query('ROLLBACK');
  expect(idsOf((await list()).results)).toHaveLength(someCustomers.length);
});
