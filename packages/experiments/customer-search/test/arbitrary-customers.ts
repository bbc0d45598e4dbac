import fc from 'fast-check';
import { genders } from '../src/contract/customer.ts';
import { orderings, sortKeys } from '../src/contract/list-query.ts';
import type { TestCustomer } from './test-customer.ts';

// Few pieces, so that texts meet often: letters with and without case, LIKE and SQL metacharacters, digits, other scripts, an emoji.
const pieces = [
  'a',
  'A',
  'n',
  'é',
  'É',
  'ß',
  '李',
  '😀',
  'م',
  'ر',
  '%',
  '_',
  '\\',
  "'",
  '"',
  ' ',
  '-',
  '1',
  '9',
  '19',
  '0',
  ':',
];
const text = (maxLength: number, minLength = 1) =>
  fc.array(fc.constantFrom(...pieces), { minLength, maxLength }).map((parts) => parts.join(''));

const days = ['1900-01-01', '1919-09-19', '1990-12-31', '2000-02-29', '2001-10-09'];
const base = Date.UTC(2024, 4, 1, 12) * 1000;
// Ties, neighbours within a millisecond, and neighbours around one.
const micros = fc.constantFrom(0, 1, 499, 500, 999, 1000, 1001, 86_400_000_000).map((offset) => base + offset);
const time = fc.constantFrom(-1, 0, 1, 2, 86_400_000).map((offset) => new Date(base / 1000 + offset).toISOString());
const points = fc.constantFrom(0, 1, 9, 19, 190, 1990, 2_147_483_647);

const address = fc.record({
  street: text(3),
  street_number: text(2),
  city_code: text(2),
  city: text(2),
  country: text(1),
});

const customer: fc.Arbitrary<Omit<TestCustomer, 'id'>> = fc.record({
  first_name: text(2),
  last_name: text(2),
  gender: fc.constantFrom(...genders),
  customer_id: text(2),
  phone_number: text(3),
  created: micros,
  birthday: fc.option(fc.constantFrom(...days)),
  last_updated: micros,
  address: fc.option(address, { freq: 2 }),
  relationship: fc.option(fc.record({ points, last_activity: fc.option(micros) }), { freq: 2 }),
});

/** A table of customers: ids in no order, customer ids that differ. */
export const customers: fc.Arbitrary<TestCustomer[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 999 }), customer), { selector: ([id]) => id, maxLength: 12 })
  .map((rows) => rows.map(([id, row]) => ({ id, ...row, customer_id: `${row.customer_id}#${id}` })));

const range = <T extends string | number>(name: readonly [string, string], value: fc.Arbitrary<T>) =>
  fc.tuple(fc.option(value), fc.option(value)).map(([one, other]) => {
    const [low, high] = one !== null && other !== null && one > other ? [other, one] : [one, other];
    return { ...(low !== null && { [name[0]]: String(low) }), ...(high !== null && { [name[1]]: String(high) }) };
  });

const filters: readonly fc.Arbitrary<Readonly<Record<string, string>>>[] = [
  ...[
    'first_name',
    'last_name',
    'customer_id',
    'phone_number',
    'country',
    'city',
    'city_code',
    'street',
    'street_number',
  ].map((field) => text(2).map((value) => ({ [field]: value }))),
  fc.constantFrom(...genders).map((gender) => ({ gender })),
  fc.constantFrom('true', 'false').map((has_address) => ({ has_address })),
  range(['birthday_from', 'birthday_to'], fc.constantFrom(...days)),
  range(['created_from', 'created_to'], time),
  range(['last_updated_from', 'last_updated_to'], time),
  range(['last_activity_from', 'last_activity_to'], time),
  range(['min_points', 'max_points'], points),
];

const search = fc.oneof(
  text(3, 2),
  fc.constantFrom('19', '90', '-1', '12-31', '199', '2147483647', '1990-12-31', '00'),
);

/** Parameters of a list without those that cut it into pages: up to three filters, maybe a search, maybe an order. */
export const listParameters: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({
    filters: fc
      .shuffledSubarray([...filters], { maxLength: 3 })
      .chain((some) => fc.tuple(...some))
      .map((some) => Object.assign({}, ...some)),
    search: fc.option(
      search.map((value) => ({ search: value })),
      { freq: 1 },
    ),
    sort_by: fc.option(fc.constantFrom(...sortKeys).map((value) => ({ sort_by: value }))),
    ordering: fc.option(fc.constantFrom(...orderings).map((value) => ({ ordering: value }))),
  })
  .map((parts) => ({ ...parts.filters, ...parts.search, ...parts.sort_by, ...parts.ordering }));
