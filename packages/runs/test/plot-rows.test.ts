import { compare } from '@lab/bench';
import { expect, it } from 'vitest';
import { plotRows } from '../src/ui/plot-rows.ts';
import { resultOf } from './fixture/result.ts';

it('says why a variant has no dot where its process did not do the work', () => {
  const result = resultOf();
  const variants = result.variants.map((variant) => ({
    ...variant,
    ...(variant.id === 'series' && { outside: 'in the server' }),
  }));
  const samples = result.samples.map((sample) => ({
    ...sample,
    metrics: { ...sample.metrics, ...(sample.variant !== 'series' && { peak_rss_bytes: 1e8 }) },
  }));
  const notes = (metric: string) =>
    plotRows({ ...result, variants, samples }, undefined, { id: metric, better: 'lower' }).map(({ id, note }) => [
      id,
      note,
    ]);
  expect(notes('peak_rss_bytes').at(-1)).toEqual(['series', 'reference, not measured: the work is in the server']);
  expect(notes('seconds')).toContainEqual(['series', 'reference']);
});

const fewerTrips = { id: 'round_trips', label: 'Round trips', unit: '1', better: 'lower' } as const;

const ratiosOf = (trips: Readonly<Record<string, number>>, variants = Object.keys(trips)) => {
  const result = resultOf();
  const experiment = { ...result.experiment, metrics: [...result.experiment.metrics, fewerTrips] };
  const plan = { ...result.plan, variants };
  const samples = result.samples
    .filter(({ variant }) => variants.includes(variant))
    .map((sample) => ({ ...sample, metrics: { ...sample.metrics, round_trips: trips[sample.variant] ?? 0 } }));
  const comparisons = compare({ experiment, plan }, samples);
  const reports = result.variants.filter(({ id }) => variants.includes(id));
  const rows = plotRows(
    { ...result, experiment, plan, samples, comparisons, variants: reports },
    undefined,
    fewerTrips,
  );
  return Object.fromEntries(rows.map(({ id, ratio }) => [id, ratio]));
};

it('gives the share of the baseline where less is better', () => {
  expect(ratiosOf({ 'one-by-one': 8000, 'all-at-once': 4, series: 6000 })).toEqual({
    'one-by-one': '1×',
    'all-at-once': '1/2,000',
    series: '0.750×',
  });
});

it('has no ratio where there is nothing to compare: one variant, or a count that is always 0', () => {
  expect(ratiosOf({ 'one-by-one': 8000 })).toEqual({ 'one-by-one': undefined });
  expect(Object.values(ratiosOf({ 'one-by-one': 0, 'all-at-once': 0, series: 0 }))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
