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
