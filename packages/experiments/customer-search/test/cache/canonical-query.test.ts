import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalQuery } from '../../src/core/cache/canonical-query.ts';
import { listQuery } from './support/list-query.ts';

type Pair = readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>];

const parameters = {
  first_name: 'Ada',
  city: 'Genève',
  gender: 'female',
  min_points: '5',
  created_from: '2024-05-01T12:00:00Z',
  search: 'ad',
  match: 'best',
  sort_by: 'city',
  page_size: '50',
  total: 'capped',
  cursor: 'abc',
};

test('the order in which parameters are given does not matter', () => {
  const expected = canonicalQuery(listQuery(parameters));
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(parameters), { minLength: 11 }), (entries) => {
      expect(canonicalQuery(listQuery(Object.fromEntries(entries)))).toBe(expected);
    }),
  );
});

test.each<Pair>([
  ['defaults and nothing', {}, { page_size: '20', sort_by: 'created', ordering: 'descending', total: 'none' }],
  ['the default direction of a key', { sort_by: 'city' }, { sort_by: 'city', ordering: 'ascending' }],
  ['how to match without a search', { city: 'Bonn' }, { city: 'Bonn', match: 'best' }],
  [
    'one instant in two zones',
    { created_from: '2024-05-01T12:00:00.120Z' },
    { created_from: '2024-05-01T14:00:00.12+02:00' },
  ],
])('%s is the same page', (_, one, other) => {
  expect(canonicalQuery(listQuery(one))).toBe(canonicalQuery(listQuery(other)));
});

test.each<Pair>([
  ['a millisecond', { created_to: '2024-05-01T12:00:00.001Z' }, { created_to: '2024-05-01T12:00:00.002Z' }],
  ['the cursor', { cursor: 'a' }, { cursor: 'b' }],
  ['the page', { page: '2' }, { page: '3' }],
  ['the size', { page_size: '20' }, { page_size: '21' }],
  ['the field', { first_name: 'Ada' }, { last_name: 'Ada' }],
  ['case, which is for the database to judge', { first_name: 'I' }, { first_name: 'i' }],
  ['rank against order', { search: 'ada', match: 'best' }, { search: 'ada', match: 'best', sort_by: 'created' }],
  ['the match', { search: 'ada', match: 'best' }, { search: 'ada', match: 'contains' }],
  ['false against nothing', { has_address: 'false' }, {}],
  ['text that looks like a field', { city: 'a"],["country","b' }, { city: 'a', country: 'b' }],
])('%s makes another page', (_, one, other) => {
  expect(canonicalQuery(listQuery(one))).not.toBe(canonicalQuery(listQuery(other)));
});
