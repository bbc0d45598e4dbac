import { compare, type Sample } from '@lab/bench';
import { expect, it } from 'vitest';
import { headlineOf } from '../src/store/headline-of.ts';
import { headerOf, roundOf } from './fixture/result.ts';

const header = headerOf('019ab0f0-0000-7000-8000-000000000000');

const roundsWith = (variants: readonly string[], rates: Readonly<Record<string, number>>): Sample[] =>
  Array.from({ length: 7 }, (_, round) => roundOf(round))
    .flat()
    .filter(({ variant }) => variants.includes(variant))
    .map((sample) => ({
      ...sample,
      metrics: { rows_per_second: (rates[sample.variant] ?? 0) * (1 + 0.01 * (sample.round % 3)), seconds: 1 },
    }));

const headline = (baseline: string, variants: readonly string[], rates: Readonly<Record<string, number>>) => {
  const planned = { ...header, plan: { ...header.plan, baseline, variants: [...variants] } };
  const samples = roundsWith(variants, rates);
  return headlineOf(planned, samples, compare(planned, samples));
};

it('names the best variant and the baseline that it beat', () => {
  const found = headline('one-by-one', ['one-by-one', 'all-at-once'], { 'one-by-one': 1000, 'all-at-once': 20_000 });
  expect(found).toMatchObject({ variant: 'all-at-once', baseline: 'one-by-one', ratio: expect.closeTo(20) });
});

it('never publishes the loser as the best: the winner comes first, also where it is the baseline', () => {
  const rates = { 'one-by-one': 1000, 'all-at-once': 353 };
  const found = headline('one-by-one', ['one-by-one', 'all-at-once'], rates);
  expect(found).toMatchObject({ variant: 'one-by-one', baseline: 'all-at-once', ratio: expect.closeTo(1 / 0.353) });
  expect(found?.ci?.[0]).toBeGreaterThan(1);
});

it('says which baseline where no naive variant ran', () => {
  const found = headline('all-at-once', ['all-at-once', 'series'], { 'all-at-once': 3000, series: 1000 });
  expect(found).toMatchObject({ variant: 'all-at-once', baseline: 'series', ratio: expect.closeTo(3) });
});

it('is null while nothing was compared', () => {
  expect(headline('one-by-one', ['one-by-one'], { 'one-by-one': 1000 })).toBeNull();
});
