import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCustomerSchema } from '../src/contract/write-customer.ts';
import { copyRowsOf } from '../src/core/data/copy-tables.ts';
import { countryFacts } from '../src/core/data/country-facts.ts';
import { countryWords } from '../src/core/data/country-words.ts';
import { type CustomerRow, customerRow } from '../src/core/data/customer-row.ts';
import { mostCustomers } from '../src/core/data/limits.ts';
import { firstMoment, lastMoment } from '../src/core/data/moments.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const indexes = fc.integer({ min: 0, max: mostCustomers - 1 });
const many = Array.from({ length: 60_000 }, (_, index) => customerRow(index, 1));
const part = (wanted: (row: CustomerRow) => boolean) => many.filter(wanted).length / many.length;

test('the same seed makes the same customer, whoever asks in whatever order; another seed makes another one', () => {
  fc.assert(
    fc.property(seeds, fc.array(indexes, { minLength: 1, maxLength: 20 }), (seed, list) => {
      const rows = list.map((index) => customerRow(index, seed));
      const again = [...list].reverse().map((index) => customerRow(index, seed));
      expect(again.reverse()).toEqual(rows);
      for (const [place, index] of list.entries())
        expect(customerRow(index, (seed + 1) % 2 ** 31).customer_id).not.toBe(rows[place]?.customer_id);
    }),
  );
});

test('rows do not depend on how the indexes are split among workers', () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), (seed, sizes) => {
      const row = (index: number) => customerRow(index, seed);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const whole = copyRowsOf(row, { first: 1000, count: total, firstId: 7 });
      let before = 0;
      const parts = sizes.map((count) => {
        const rows = copyRowsOf(row, { first: 1000 + before, count, firstId: 7 + before });
        before += count;
        return rows;
      });
      for (const table of ['address', 'app_user', 'customer_relationship', 'customer'] as const)
        expect(parts.flatMap((rows): readonly unknown[] => rows[table])).toEqual(whole[table]);
    }),
    { numRuns: 50 },
  );
});

test('a customer is one that the API would take, in every field', () => {
  fc.assert(
    fc.property(seeds, indexes, (seed, index) => {
      const row = customerRow(index, seed);
      expect(row.phone_number).toMatch(/^\+?[1-9]\d{7,14}$/);
      expect(row.customer_id).toMatch(/^[a-z]+:[0-9a-f]{32}$/);
      const { first_name, last_name, gender, phone_number, birthday, address, relationship } = row;
      const body = { first_name, last_name, gender, phone_number, birthday, address };
      const parsed = createCustomerSchema.parse({ ...body, initial_points: relationship?.points ?? 0 });
      // Not even a space at an end is taken away.
      expect(parsed).toMatchObject(body);
    }),
    { numRuns: 500 },
  );
});

test('moments are in order, within ten years, whole microseconds', () => {
  for (const { created, last_updated, relationship } of many) {
    const moments = [firstMoment, created, last_updated, lastMoment];
    if (relationship) moments.push(relationship.created, relationship.last_activity ?? relationship.created);
    const ordered =
      firstMoment <= created &&
      created <= last_updated &&
      last_updated <= lastMoment &&
      (!relationship ||
        (created <= relationship.created &&
          relationship.created <= (relationship.last_activity ?? lastMoment) &&
          (relationship.last_activity ?? lastMoment) <= lastMoment));
    if (!ordered || !moments.every(Number.isSafeInteger)) throw new Error(`Out of order: ${moments.join(', ')}`);
  }
  expect(new Set(many.map(({ created }) => created % 1_000_000)).size).toBeGreaterThan(50_000);
});

test('first names go with gender and country, phone numbers and postal codes with the country', () => {
  const byName = new Map(countryFacts.map((facts) => [facts.name, facts]));
  const male = new Map(countryFacts.map(({ name, locale }) => [name, new Set(countryWords(locale).male.values)]));
  const female = new Map(countryFacts.map(({ name, locale }) => [name, new Set(countryWords(locale).female.values)]));
  for (const { address, gender, first_name, phone_number } of many) {
    if (!address) continue;
    const facts = byName.get(address.country);
    if (!facts) throw new Error(`No such country: ${address.country}`);
    const names = gender === 'male' ? male : gender === 'female' ? female : undefined;
    if (names && !names.get(address.country)?.has(first_name)) throw new Error(`${first_name} is not ${gender} there`);
    const called = facts.phone.prefixes.some((prefix) =>
      phone_number.replace('+', '').startsWith(`${facts.phone.code}${prefix}`),
    );
    if (!called) throw new Error(`${phone_number} is not of ${address.country}`);
    const shape = address.city_code.replaceAll(/\d/g, '#').replaceAll(/[A-Z]/g, 'A');
    if (shape !== facts.postalCode) throw new Error(`${address.city_code} is not of ${address.country}`);
  }
});

test('shares are as they are said to be', () => {
  expect(part(({ address }) => address !== null)).toBeCloseTo(0.9, 1);
  expect(part(({ relationship }) => relationship !== null)).toBeCloseTo(0.95, 2);
  const silent = part(({ relationship }) => relationship?.last_activity === null);
  expect(silent).toBeGreaterThan(0.02);
  expect(silent).toBeLessThan(0.04);
  expect(part(({ birthday }) => birthday === null)).toBeCloseTo(0.08, 1);
  const points = many.flatMap(({ relationship }) => (relationship ? [relationship.points] : [])).sort((a, b) => a - b);
  expect(points[0]).toBe(0);
  expect(points.at(-1)).toBeLessThanOrEqual(20_000);
  // Most have few, a few have many.
  expect(points[points.length >> 1]).toBeLessThan(3000);
  expect(points.at(-1)).toBeGreaterThan(19_000);
});

test('words come as in life: some often, most seldom, and those that the load test looks for', () => {
  const count = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const first = count(many.map(({ first_name }) => first_name));
  const streets = count(many.flatMap(({ address }) => (address ? [address.street] : [])));
  const cities = count(many.flatMap(({ address }) => (address ? [address.city] : [])));
  expect(first.get('Anthony')).toBeGreaterThan(20);
  expect(streets.get('Nicholas Heights')).toBeGreaterThan(5);
  expect(Math.max(...cities.values())).toBeGreaterThan(20 * (many.length / cities.size));
  const distinct = countryFacts.map(({ locale }) => countryWords(locale));
  const all = (of: 'streets' | 'cities' | 'male' | 'maleLast') =>
    new Set(distinct.flatMap((words) => words[of].values)).size;
  expect(all('streets')).toBeLessThanOrEqual(20_000);
  expect(all('streets')).toBeGreaterThan(5000);
  expect(all('cities')).toBeGreaterThan(1000);
  expect(all('cities')).toBeLessThan(8000);
  expect(all('male')).toBeGreaterThan(1000);
  expect(all('maleLast')).toBeGreaterThan(2000);
});

test('no two customers of a seed have the same customer id', () => {
  const ids = new Set<string>();
  for (let index = 0; index < 100_000; index++) ids.add(customerRow(index, 3).customer_id);
  expect(ids.size).toBe(100_000);
});
