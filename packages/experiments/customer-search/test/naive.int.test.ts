import { countRoundTrips } from '@lab/bulk';
import { createPool, createPrisma } from '@lab/db';
import { describe, expect, test } from 'vitest';
import { customerSchema } from '../src/contract/customer.ts';
import { naiveListSchema, orderings, sortKeys } from '../src/contract/list-query.ts';
import { createNaiveReader } from '../src/core/naive/create-naive-reader.ts';
import { tracePool } from '../src/core/naive/trace-pool.ts';
import { loadCustomers } from './load-customers.ts';
import { naiveAdapter } from './naive-adapter.ts';
import { openNaive } from './open-naive.ts';
import { oracle } from './oracle.ts';
import { sameAsOracle } from './same-as-oracle.ts';
import { someCustomers } from './some-customers.ts';
import { answerOf } from './test-customer.ts';

const openSome = async () => {
  const opened = await openNaive();
  await loadCustomers(opened.pool, 'naive', someCustomers);
  const idsOf = async (parameters: Readonly<Record<string, string>>): Promise<number[]> => {
    const page = await opened.reader.list(naiveListSchema.parse(parameters), { queries: 0 });
    expect(page.count).toBe(page.results.length);
    return page.results.map(({ id }) => id);
  };
  return { ...opened, idsOf };
};

test('every filter and search finds what contains it, and nothing else', async () => {
  const { idsOf } = await openSome();
  const cases: readonly (readonly [Readonly<Record<string, string>>, readonly number[]])[] = [
    [{}, [1, 2, 3, 4, 5, 6, 7]],
    [{ first_name: 'NN' }, [1, 2, 3]],
    [{ first_name: '%' }, [4]],
    [{ first_name: '_' }, [4]],
    [{ first_name: '\\' }, [4]],
    [{ first_name: '0%_\\' }, [4]],
    [{ first_name: '100' }, [4, 6]],
    [{ first_name: 'عم' }, [5]],
    [{ last_name: 'HEIGHTS' }, [1, 2, 3, 4, 6]],
    [{ last_name: '😀' }, [5]],
    [{ customer_id: 'cus:0b' }, [2]],
    [{ phone_number: '+49170' }, [1, 3, 4, 5, 6]],
    [{ phone_number: '0043' }, [2]],
    [{ country: 'austri' }, [1, 3, 5]],
    [{ city: 'MÜNCHEN' }, [4]],
    [{ city: 'WIEN' }, [1, 3, 5]],
    [{ city_code: '10' }, [1, 3, 5]],
    [{ street: `'Neil "` }, [4]],
    [{ street_number: '9' }, [1, 3]],
    [{ gender: 'non_binary' }, [4]],
    [{ birthday_from: '1990-12-31', birthday_to: '1999-12-31' }, [1, 2, 4, 6]],
    [{ birthday_from: '2000-02-29' }, [5]],
    [{ birthday_to: '0001-01-01' }, []],
    [{ created_from: '2024-05-01T12:34:56.790Z' }, [2]],
    [{ created_to: '2024-05-01T14:34:56.789+02:00' }, [5, 6, 7]],
    [{ created_from: '2020-01-01T00:00:00Z', created_to: '2020-01-01T00:00:00Z' }, [5, 6]],
    [{ created_to: '9999-12-31T23:59:59.999Z' }, [1, 2, 3, 4, 5, 6, 7]],
    [{ last_updated_to: '2024-06-01T00:00:00Z' }, [5, 7]],
    [{ last_activity_from: '2024-07-01T10:00:00.5Z' }, [1, 2, 5]],
    [{ last_activity_to: '2023-12-31T00:00:00Z' }, [4]],
    [{ min_points: '0' }, [1, 2, 4, 5, 7]],
    [{ min_points: '1990', max_points: '1990' }, [1, 2]],
    [{ max_points: '2147483647' }, [1, 2, 4, 5, 7]],
    [{ has_address: 'true' }, [1, 3, 4, 5, 7]],
    [{ has_address: 'false' }, [2, 6]],
    [{ has_address: 'false', country: 'austria' }, []],
    [{ search: 'nicholas heights' }, [1, 3]],
    [{ search: 'heights', has_address: 'false' }, [2, 6]],
    [{ search: '%_' }, [4]],
    [{ search: `' OR '1'='1` }, []],
    [{ search: '😀李' }, [5]],
    // In points (1, 2), in birthdays (1, 2, 4, 6).
    [{ search: '1990' }, [1, 2, 4, 6]],
    [{ search: '12-31' }, [1, 2, 4, 6]],
    [{ search: '2147483647' }, [5]],
    [{ search: '1010' }, [1, 3]],
    [{ search: '02-29', gender: 'male', min_points: '1', city: 'wien', created_from: '2020-01-01T00:00:00Z' }, [5]],
    [{ search: '00', match: 'best' }, [2, 4, 5, 6, 7]],
  ];
  for (const [parameters, ids] of cases)
    expect((await idsOf(parameters)).sort(), JSON.stringify(parameters)).toEqual(ids);
});

test('every order puts rows without a value last, and equal rows by id in its direction', async () => {
  const { idsOf } = await openSome();
  for (const sort_by of sortKeys)
    for (const ordering of orderings) {
      const order = { sort_by, ordering };
      const ids = await idsOf(order);
      expect(ids, JSON.stringify(order)).toEqual(oracle(someCustomers, naiveListSchema.parse(order)));
      expect(await idsOf({ ...order, search: '00' }), 'the same in SQL').toEqual(
        oracle(someCustomers, naiveListSchema.parse({ ...order, search: '00' })),
      );
    }
  expect(await idsOf({ sort_by: 'city', ordering: 'ascending' })).toEqual([4, 7, 1, 3, 5, 2, 6]);
  expect(await idsOf({ sort_by: 'city', ordering: 'descending' })).toEqual([5, 3, 1, 7, 4, 6, 2]);
  expect(await idsOf({ sort_by: 'points' })).toEqual([5, 2, 1, 7, 4, 6, 3]);
  expect(await idsOf({ sort_by: 'full_name' })).toEqual([4, 6, 1, 2, 3, 7, 5]);
  // A microsecond apart.
  expect(await idsOf({})).toEqual([2, 4, 3, 1, 6, 5, 7]);
});

test('pages hold every row once, and say where they lead', async () => {
  const { reader } = await openSome();
  const page = (number: number) => naiveListSchema.parse({ page: String(number), page_size: '4' });
  const first = await reader.list(page(1), { queries: 0 });
  const second = await reader.list(page(2), { queries: 0 });
  expect([...first.results, ...second.results].map(({ id }) => id)).toEqual([2, 4, 3, 1, 6, 5, 7]);
  expect(first).toMatchObject({ count: 7, next: 2, previous: null });
  expect(second).toMatchObject({ count: 7, next: null, previous: 1 });
  expect(await reader.list(page(1_000_000), { queries: 0 })).toEqual({
    count: 7,
    next: null,
    previous: 999_999,
    results: [],
  });
});

test('items are as they were written, times cut to milliseconds', async () => {
  const { reader } = await openSome();
  const { results } = await reader.list(naiveListSchema.parse({ sort_by: 'customer_id' }), { queries: 0 });
  const byId = results.toSorted((a, b) => a.id - b.id);
  expect(byId).toEqual(someCustomers.map(answerOf));
  expect(byId.map((item) => customerSchema.parse(item))).toEqual(byId);
  expect(byId[0]?.created).toBe('2024-05-01T12:34:56.789Z');
  for (const customer of someCustomers)
    expect(await reader.get(customer.id, { queries: 0 })).toEqual(answerOf(customer));
  await expect(reader.get(8, { queries: 0 })).rejects.toMatchObject({ code: 'customer-not-found' });
});

describe('counting', () => {
  test('a page costs two statements, one for each address and one for each customer', async () => {
    const { reader, pool } = await openSome();
    const {
      pool: { options },
    } = { pool };
    await using counted = createPool({
      connectionString: options.connectionString ?? '',
      applicationName: 'lab-test-counted',
      settings: { TimeZone: 'UTC' },
    });
    using roundTrips = countRoundTrips(counted);
    tracePool(counted);
    await using prisma = createPrisma('', { pool: counted });
    const same = createNaiveReader({ prisma, statementTimeoutMs: 0 });
    for (const [parameters, expected] of [
      [{}, 2 + 5 + 7],
      [{ has_address: 'false' }, 2 + 0 + 2],
      [{ first_name: 'nobody' }, 2],
      [{ search: '1990' }, 3 + 2 + 4],
    ] as const) {
      const before = roundTrips.count;
      const [trace, other] = [{ queries: 0 }, { queries: 0 }];
      await same.list(naiveListSchema.parse(parameters), trace);
      await reader.list(naiveListSchema.parse(parameters), other);
      expect(trace.queries).toBe(expected);
      expect(other.queries).toBe(expected);
      expect(roundTrips.count - before, 'as the server sees it').toBe(expected);
    }
    const one = { queries: 0 };
    await same.get(1, one);
    expect(one.queries).toBe(3);
  });

  test('requests under way at once count their own statements', async () => {
    const { reader } = await openSome();
    const traces = Array.from({ length: 12 }, () => ({ queries: 0, statements: [] }));
    await Promise.all(
      traces.map((trace, index) =>
        reader.list(naiveListSchema.parse(index % 2 === 0 ? {} : { first_name: 'nobody' }), trace),
      ),
    );
    const idle = traces.filter((_, index) => index % 2 === 1);
    for (const { queries, statements } of idle) {
      expect(queries).toBe(2);
      expect(JSON.stringify(statements)).toContain('nobody');
    }
  });
});

test('every reader answers like the oracle: naive', async () => {
  const { reader, pool } = await openNaive();
  const compared = await sameAsOracle([naiveAdapter(pool, reader)], 400);
  expect(compared.tables).toBeGreaterThanOrEqual(400);
  expect(compared.queries).toBeGreaterThan(1000);
}, 300_000);
