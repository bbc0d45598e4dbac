import { LabError } from '@lab/errors';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { CustomersApi } from '../src/api/customers-plugin.ts';
import { createBareHost } from '../src/bench/bare-host.ts';
import { naivePageSchema, optimizedPageSchema } from '../src/contract/answers.ts';
import { customerSchema } from '../src/contract/customer.ts';
import type { JsonPage, OptimizedReader } from '../src/core/customer-reader.ts';
import { loadCustomers } from './load-customers.ts';
import { openNaive } from './open-naive.ts';
import { someCustomers } from './some-customers.ts';
import { answerOf } from './test-customer.ts';

const host = async (apis: readonly CustomersApi[]) => {
  const unexpected: unknown[] = [];
  const app = await createBareHost({ apis, bare: '{"bare":true}', onUnexpected: (error) => unexpected.push(error) });
  onTestFinished(() => app.close());
  const get = async (url: string) => {
    const { statusCode, headers, body } = await app.inject(url);
    return { status: statusCode, headers, body, json: (): unknown => JSON.parse(body) };
  };
  return { get, unexpected };
};

const naiveHost = async (statementTimeoutMs?: number) => {
  const { reader, pool } = await openNaive(statementTimeoutMs);
  await loadCustomers(pool, 'naive', someCustomers);
  return { ...(await host([{ api: 'naive', reader }])), pool };
};

const problemSchema = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  data: z.object({ fields: z.array(z.string()).optional() }),
});

test('a page says what it cost', async () => {
  const { get } = await naiveHost();
  const { status, headers, json } = await get('/naive/customers?page_size=2&sort_by=full_name');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  const page = naivePageSchema.parse(json());
  expect(json()).toEqual(page);
  expect(page).toMatchObject({ count: 7, next: 2, previous: null });
  expect(page.performance).toMatchObject({ query_count: 5, total_records: 7 });
  expect(page.performance.execution_time).toBeGreaterThan(0);
  expect(page.results.map(({ id }) => id)).toEqual([4, 6]);
});

test('one customer, with its cost beside it', async () => {
  const { get } = await naiveHost();
  const { status, headers, json } = await get('/naive/customers/5');
  expect(status).toBe(200);
  const five = someCustomers.find(({ id }) => id === 5);
  expect(json()).toEqual(five && answerOf(five));
  expect(customerSchema.parse(json())).toEqual(json());
  expect(headers['server-timing']).toMatch(/^total;dur=\d+\.\d{3}, queries;desc="3"$/);
});

const long = 'x'.repeat(10_000);
const refused: readonly (readonly [string, string, RegExp])[] = [
  ['foo=1', 'foo', /^foo is not known here\.$/],
  ['__proto__=1', '__proto__', /not known/],
  ['constructor=1', 'constructor', /not known/],
  ['cursor=abc', 'cursor', /not known/],
  ['page=1&page=2', 'page', /must be /],
  ['first_name=a&first_name=b', 'first_name', /must be /],
  ['page_size=0', 'page_size', /from 1 to 100/],
  ['page_size=101', 'page_size', /from 1 to 100/],
  ['page_size=', 'page_size', /from 1 to 100/],
  ['page_size=2.5', 'page_size', /from 1 to 100/],
  ['page_size=1e1', 'page_size', /from 1 to 100/],
  ['page_size=99999999999999999999', 'page_size', /from 1 to 100/],
  ['page=0', 'page', /from 1 to 1,000,000/],
  ['page=-1', 'page', /from 1 to 1,000,000/],
  ['page=1000001', 'page', /from 1 to 1,000,000/],
  ['min_points=-1', 'min_points', /from 0 to 2,147,483,647/],
  ['max_points=2147483648', 'max_points', /from 0 to 2,147,483,647/],
  ['min_points=2&max_points=1', 'min_points', /must not be more than max_points/],
  ['birthday_from=2000-01-02&birthday_to=2000-01-01', 'birthday_from', /must not be after birthday_to/],
  ['created_from=2024-05-01T00:00:01Z&created_to=2024-05-01T00:00:00Z', 'created_from', /must not be after created_to/],
  ['birthday_from=2001-02-29', 'birthday_from', /a date such as 1990-12-31/],
  ['birthday_from=0000-01-01', 'birthday_from', /from 0001-01-01/],
  ['created_from=yesterday', 'created_from', /a time such as/],
  ['created_from=2024-05-01', 'created_from', /a time such as/],
  ['created_from=2024-05-01T00:00:00.1234Z', 'created_from', /milliseconds/],
  ['created_from=0001-01-01T00:00:00%2B23:59', 'created_from', /a time such as/],
  ['created_to=9999-12-31T23:59:59-23:59', 'created_to', /a time such as/],
  ['gender=Male', 'gender', /must be one of undefined, male, female, non_binary/],
  ['has_address=1', 'has_address', /must be one of true, false/],
  ['sort_by=id', 'sort_by', /must be one of created, full_name/],
  ['ordering=asc', 'ordering', /must be one of ascending, descending/],
  ['match=fuzzy', 'match', /must be one of contains, best/],
  ['search=a', 'search', /2 to 100 characters/],
  ['search=', 'search', /2 to 100 characters/],
  [`search=${long}`, 'search', /2 to 100 characters/],
  ['search=a%00b', 'search', /without U\+0000/],
  ['first_name=', 'first_name', /1 to 100 characters/],
  [`street=${long}`, 'street', /1 to 100 characters/],
  ['city=%00', 'city', /without U\+0000/],
  ['page=0&page_size=0', 'page_size', /page_size must be .* page must be /],
];

test('bad input is refused with the name of the parameter and what is allowed', async () => {
  const { get, unexpected } = await naiveHost();
  for (const [query, parameter, detail] of refused) {
    const { status, headers, json } = await get(`/naive/customers?${query}`);
    const problem = problemSchema.parse(json());
    expect(problem, query.slice(0, 100)).toMatchObject({
      status: 400,
      code: 'bad-input',
      data: { fields: expect.arrayContaining([parameter]) },
    });
    expect(status).toBe(400);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.detail, query.slice(0, 100)).toMatch(detail);
    expect(problem.detail).toContain(parameter);
  }
  expect(unexpected).toEqual([]);
});

test('strange texts are looked for like any other', async () => {
  const { get, unexpected } = await naiveHost();
  const strange = [
    ...[`'; DROP TABLE naive.app_user; --`, `' OR 1=1`, '%%', '__', '\\\\', '%_\\', '$1', '$$', '{}', '"; x'],
    ...[
      '😀李',
      'عمر',
      '\u202Eabc',
      'e\u0301',
      '👩‍👩‍👧',
      '\u200B\u200B',
      '\n\t',
      'İı',
      '\uFFFF\uFFFF',
      `${'%'.repeat(100)}`,
    ],
    ...['-1', '--', '00000000000000000000', '2147483648', '9'.repeat(100), '1990-13-45'],
  ];
  for (const text of strange)
    for (const parameter of ['search', 'first_name', 'customer_id', 'street']) {
      const { status, json } = await get(`/naive/customers?${parameter}=${encodeURIComponent(text)}`);
      expect(status, `${parameter}=${text}`).toBe(200);
      expect(naivePageSchema.parse(json()).count).toBeLessThan(someCustomers.length);
    }
  // Bytes that are no UTF-8 stay the text that they were in the address.
  expect((await get('/naive/customers?search=%FF%FE')).status).toBe(200);
  expect((await get('/naive/customers')).json()).toMatchObject({ count: 7 });
  expect(unexpected).toEqual([]);
});

test('an id that is none is refused, one that leads nowhere is not found', async () => {
  const { get } = await naiveHost();
  for (const id of ['0', '-1', 'x', '1.5', '1e3', '%00', '99999999999999999999', `${long.slice(0, 90)}`])
    expect((await get(`/naive/customers/${id}`)).json(), id).toMatchObject({
      status: 400,
      code: 'bad-input',
      data: { fields: ['id'] },
    });
  for (const id of ['8', '999999999999999'])
    expect((await get(`/naive/customers/${id}`)).json(), id).toMatchObject({ status: 404, code: 'customer-not-found' });
  expect((await get('/naive/customers/1?page=1')).json()).toMatchObject({ status: 400, data: { fields: ['page'] } });
});

test('a query that the database is stopped over is answered with 503 and when to try again', async () => {
  const { get, pool, unexpected } = await naiveHost(100);
  const locker = await pool.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE naive.app_user IN ACCESS EXCLUSIVE MODE');
    for (const url of ['/naive/customers', '/naive/customers?search=1990', '/naive/customers/1']) {
      const { status, headers, json } = await get(url);
      expect(json(), url).toMatchObject({ code: 'query-too-slow', data: { seconds: 0.1 } });
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('1');
    }
  } finally {
    await locker.query('ROLLBACK');
    locker.release();
  }
  expect((await get('/naive/customers')).status).toBe(200);
  expect(unexpected).toEqual([]);
});

test('the other API’s results go out as the text that they came as', async () => {
  const results = `[ ${someCustomers.map((customer) => JSON.stringify(answerOf(customer))).join(' ,\n')} ]`;
  const page: JsonPage = { next: 'a"b', previous: null, results };
  const reader: OptimizedReader = {
    list: async ({ total }, trace) => {
      trace.queries = 2;
      return total === 'capped' ? { ...page, total: { value: 10_000, relation: 'at_least' } } : page;
    },
    get: async (id) => {
      if (id > 7) throw new LabError('customer-not-found', { customer: id });
      return JSON.stringify(someCustomers[id - 1]);
    },
  };
  const { get } = await host([{ api: 'optimized', reader }]);
  const plain = await get('/optimized/customers');
  expect(plain.body).toContain(`"results":${results},`);
  expect(plain.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(optimizedPageSchema.parse(plain.json())).toMatchObject({
    next: 'a"b',
    previous: null,
    performance: { query_count: 2 },
  });
  const counted = optimizedPageSchema.parse((await get('/optimized/customers?total=capped')).json());
  expect(counted.total).toEqual({ value: 10_000, relation: 'at_least' });
  expect((await get('/optimized/customers?cursor=a&page=1')).json()).toMatchObject({ data: { fields: ['page'] } });
  expect((await get('/optimized/customers/2')).json()).toEqual(someCustomers[1]);
  expect((await get('/optimized/customers/8')).json()).toMatchObject({ code: 'customer-not-found' });
  expect((await get('/bare')).json()).toEqual({ bare: true });
});
