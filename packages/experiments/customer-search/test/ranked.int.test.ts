import { createPool } from '@lab/db';
import { testDatabase } from '@lab/db/testing';
import { expect, onTestFinished, test } from 'vitest';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import { createOptimizedReader } from '../src/core/optimized/create-optimized-reader.ts';
import { createCursorCodec } from '../src/core/optimized/cursor.ts';
import { loadCustomers } from './load-customers.ts';
import { idsOf } from './optimized-adapter.ts';
import { someCustomers } from './some-customers.ts';
import type { TestCustomer } from './test-customer.ts';

const [plain] = someCustomers;
if (!plain) throw new Error('there are customers');

const named = (id: number, first_name: string, last_name: string, rest: Partial<TestCustomer> = {}): TestCustomer => ({
  ...plain,
  id,
  first_name,
  last_name,
  customer_id: `cus:${String(id).padStart(32, 'ab')}`,
  phone_number: `+4917012345${id}`,
  birthday: null,
  address: null,
  relationship: null,
  ...rest,
});

const at = (street: string, city: string, country: string) => ({
  street,
  street_number: '7',
  city_code: '12345',
  city,
  country,
});

const people: readonly TestCustomer[] = [
  named(1, 'Anthony', 'Hopkins', { birthday: '1937-12-31' }),
  named(2, 'Antonia', 'Byatt', { address: at('Anthony Street', 'York', 'United Kingdom') }),
  named(3, 'Jürgen', 'Müller', { address: at('Hauptstraße', 'München', 'Germany') }),
  named(4, 'Juergen', 'Mueller', { address: at('Nicholas Heights', 'York', 'United Kingdom') }),
  named(5, 'Nicholas', 'Heights', { relationship: { points: 4711, last_activity: plain.created } }),
  named(6, 'Bartholomew', 'Smythe'),
  named(7, 'Smith', 'Anthony'),
];

const open = async () => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const pool = createPool({ connectionString: database.connectionString, applicationName: 'lab-test-ranked', max: 4 });
  onTestFinished(() => pool[Symbol.asyncDispose]());
  await loadCustomers(database.pool, 'optimized', people);
  const reader = createOptimizedReader({ pool, statementTimeoutMs: 20_000, cursors: createCursorCodec('secret') });
  const page = (search: string, more: Readonly<Record<string, string>> = {}) =>
    reader.list(optimizedListSchema.parse({ match: 'best', search, ...more }), { queries: 0 });
  return { page, best: async (search: string, more = {}) => idsOf((await page(search, more)).results) };
};

test('ranked search finds words, beginnings, slips of the fingers, other spellings of letters, numbers and ids', async () => {
  const { best } = await open();
  const cases: readonly (readonly [string, readonly number[]])[] = [
    // A name before a street; who has the word before who has one like it.
    ['anthony', [7, 1, 2]],
    ['ANTHONY hopkins', [1]],
    ['hopkins anthony', [1]],
    ['hop', [1]],
    ['hopkisn', [1]],
    ['hopknis', [1]],
    ['hopins', [1]],
    ['hopkinss', [1]],
    // Mueller is one letter away, and so comes after.
    ['muller', [3, 4]],
    ['MÜLLER', [3, 4]],
    ['munchen', [3]],
    ['bartolomew smyth', [6]],
    // Nine letters and more may have two errors, fewer only one, and up to four none.
    ['bartolomw', [6]],
    ['hpkns', []],
    ['yrok', []],
    ['nicholas heights', [5, 4]],
    ['+49 170 12345-6', [6]],
    ['49170123455', [5]],
    ['4711', [5]],
    ['1937-12-31', [1]],
    [`cus:${'7'.padStart(32, 'ab')}`, [7]],
    ['xyzzy', []],
    ['anthony xyzzy', []],
    ["'; DROP TABLE customer; --", []],
    ['%%', []],
    ['& | ! <->', []],
    ['😀😀', []],
  ];
  for (const [search, ids] of cases) expect(await best(search), search).toEqual(ids);
});

test('filters hold for ranked search, and a sort key takes the place of the rank', async () => {
  const { best } = await open();
  expect(await best('anthony', { city: 'york' })).toEqual([2]);
  expect(await best('anthony', { first_name: 'smi' })).toEqual([7]);
  expect(await best('york', { sort_by: 'first_name' })).toEqual([2, 4]);
  expect(await best('york', { sort_by: 'first_name', ordering: 'descending' })).toEqual([4, 2]);
});

test('the pages of a ranked search hold each match once, forth and back', async () => {
  const { page } = await open();
  const forth: number[] = [];
  const seen: (string | null)[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await page('anthony', { page_size: '1', ...(cursor && { cursor }) });
    forth.push(...idsOf(answer.results));
    seen.push(answer.previous);
    cursor = answer.next;
  }
  expect(forth).toEqual([7, 1, 2]);
  const [first, second] = seen;
  expect(first).toBeNull();
  expect(idsOf((await page('anthony', { page_size: '1', cursor: second ?? '' })).results)).toEqual([7]);
});
