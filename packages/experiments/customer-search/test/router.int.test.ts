import { createCallerFactory, type RpcContext } from '@lab/rpc';
import { expect, test } from 'vitest';
import { createCustomerSearchRouter } from '../src/api/create-customer-search-router.ts';
import type { TriedPage } from '../src/contract/try-it.ts';
import { smallReaders } from './support/small-readers.ts';
import { smallTables } from './support/small-tables.ts';

const user = (id: string) => ({ id, email: `${id}@lab.test`, name: id, role: 'user' }) as const;

const open = async (customers: number) => {
  const pool = await smallTables(customers);
  const router = createCustomerSearchRouter({ pool, ...smallReaders(pool), explainTimeoutMs: 300 });
  const as = (who: RpcContext['user']) => createCallerFactory(router)({ user: who, logError: () => 'log' });
  return { pool, as, ada: as(user('ada')) };
};

const answered = (page: TriedPage) => {
  if (page.outcome !== 'page') throw new Error(page.sentence);
  return page;
};

test('nobody who is not signed in is answered', async () => {
  const { as } = await open(0);
  const nobody = as(null);
  for (const call of [
    () => nobody.tryIt({ api: 'naive', query: {} }),
    () => nobody.explain({ sentId: crypto.randomUUID(), index: 0 }),
    () => nobody.get({ api: 'naive', id: 1 }),
    () => nobody.counts(),
    () => nobody.cacheStats(),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('both APIs answer with what they cost and what they sent', async () => {
  const { ada } = await open(30);
  const naive = answered(await ada.tryIt({ api: 'naive', query: { page_size: '10', page: '2', first_name: 'a' } }));
  expect(naive).toMatchObject({ count: 12, nextCursor: null, total: null, queries: 2 });
  expect(naive.results).toHaveLength(2);
  expect(naive.seconds).toBeGreaterThan(0);
  expect(naive.statements).toMatchObject([
    { index: 0, values: ["'%a%'"], times: 1, explainable: true },
    { index: 1, values: ["'%a%'", '10', '10'], times: 1, explainable: true },
  ]);
  const first = answered(await ada.tryIt({ api: 'optimized', query: { page_size: '20' } }));
  expect(first).toMatchObject({ count: null, queries: 1 });
  const second = answered(await ada.tryIt({ api: 'optimized', query: { page_size: '20' }, cursor: first.nextCursor }));
  expect(second.nextCursor).toBeNull();
  expect([...first.results, ...second.results].map(({ last_name }) => last_name)).toEqual(
    Array.from({ length: 30 }, (_, n) => `L${n}`),
  );
});

test.each([
  [{ min_points: 'abc' }, 'min_points must be a whole number from 0 to 2,147,483,647.'],
  [{ page_size: '0' }, 'page_size must be a whole number from 1 to 100.'],
  [{ search: 'x' }, 'search must have 2 to 100 characters.'],
  [{ height: '3' }, 'height'],
  [{ min_points: '5', max_points: '4' }, 'min_points must not be'],
])('%j is refused by both APIs, by name', async (query, sentence) => {
  const { ada } = await open(0);
  for (const api of ['naive', 'optimized'] as const)
    await expect(ada.tryIt({ api, query })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(sentence),
    });
});

test('a request that runs into the time limit is a result, with the statements that it had sent', async () => {
  const { ada } = await open(1);
  const page = await ada.tryIt({ api: 'naive', query: { first_name: 'slow' } });
  expect(page).toMatchObject({ outcome: 'too-slow', queries: 1 });
  expect(page.statements.at(-1)?.text).toBe('SELECT pg_sleep(20)');
});

test('the plan of a statement is told to the caller that it was sent for, and to nobody else', async () => {
  const { ada, as } = await open(30);
  const { sentId, statements } = await ada.tryIt({ api: 'naive', query: { first_name: "a' OR true --" } });
  for (const { index } of statements) {
    const { plan } = await ada.explain({ sentId, index });
    expect(plan).toMatch(/Scan on app_user.*actual time/s);
    expect(plan).toContain('Execution Time:');
  }
  const missing = { code: 'NOT_FOUND', cause: expect.objectContaining({ code: 'statement-not-found' }) };
  await expect(as(user('bob')).explain({ sentId, index: 0 })).rejects.toMatchObject(missing);
  await expect(ada.explain({ sentId, index: 99 })).rejects.toMatchObject(missing);
  await expect(ada.explain({ sentId: crypto.randomUUID(), index: 0 })).rejects.toMatchObject(missing);
});

test('explaining writes nothing and ends in time, and the connection stays usable', async () => {
  const { pool, ada } = await open(1);
  const { naive, optimized } = smallReaders(pool);
  const sending = (text: string) =>
    createCallerFactory(
      createCustomerSearchRouter({
        pool,
        naive,
        optimized: {
          ...optimized,
          list: async (_, trace) => {
            trace.statements?.push({ text, values: [] });
            return { next: null, previous: null, results: '[]' };
          },
        },
        explainTimeoutMs: 300,
      }),
    )({ user: user('ada'), logError: () => 'log' });

  const writer = sending('WITH gone AS (DELETE FROM optimized.app_user RETURNING id) SELECT * FROM gone');
  const written = await writer.tryIt({ api: 'optimized', query: {} });
  await expect(writer.explain({ sentId: written.sentId, index: 0 })).rejects.toThrow();
  expect((await ada.counts()).optimized).toEqual({ value: 1, exact: true });

  const sleeper = sending('SELECT pg_sleep(20)');
  const slept = await sleeper.tryIt({ api: 'optimized', query: {} });
  await expect(sleeper.explain({ sentId: slept.sentId, index: 0 })).rejects.toMatchObject({
    cause: expect.objectContaining({ code: 'query-too-slow' }),
  });
  const { rows } = await pool.query("SELECT current_setting('statement_timeout') AS timeout");
  expect(rows[0].timeout).toBe('0');
});

test('counts are exact on few rows, and estimated on many', async () => {
  const { pool, ada } = await open(7);
  expect(await ada.counts()).toEqual({ naive: { value: 7, exact: true }, optimized: { value: 7, exact: true } });
  await pool.query(
    `INSERT INTO naive.app_user (first_name, last_name, gender, customer_id, phone_number)
     SELECT 'N', 'N', 'male', 'many:' || n, '' FROM generate_series(1, 100000) AS n`,
  );
  await pool.query('ANALYZE naive.app_user');
  const { naive } = await ada.counts();
  expect(naive.exact).toBe(false);
  expect(naive.value).toBeGreaterThanOrEqual(100_000);
});

test('one customer is read from either API, and one that is not there is told', async () => {
  const { ada } = await open(3);
  for (const api of ['naive', 'optimized'] as const) {
    const [customer] = answered(await ada.tryIt({ api, query: {} })).results;
    expect(await ada.get({ api, id: customer?.id ?? 0 })).toEqual(customer);
    await expect(ada.get({ api, id: 999_999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('the version of cached values is told, and what a cache has done where there is one', async () => {
  const { pool, ada } = await open(0);
  await pool.query('UPDATE optimized.cache_version SET version = version + 2 WHERE shard < 3');
  expect(await ada.cacheStats()).toMatchObject({ cache: null });
  expect(Number.parseInt((await ada.cacheStats()).version, 10)).toBeGreaterThanOrEqual(6);
});
