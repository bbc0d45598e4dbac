import { assemble, headerOf, sampleOf } from '@lab/bench/testing';
import { expect, it } from 'vitest';
import { customerSearch } from '../src/contract.ts';
import { ablationRows } from '../src/ui/results/ablation-rows.ts';
import { latencyRows } from '../src/ui/results/latency-rows.ts';
import { throughputSeries } from '../src/ui/results/throughput-points.ts';

type Values = Readonly<Record<string, number>>;

/** A result of customer search: each variant has these values in each of so many rounds, a little more in each. */
const resultOf = (
  workload: string,
  values: Readonly<Record<string, Values>>,
  params: Readonly<Record<string, unknown>> = {},
) => {
  const header = headerOf({ workload, variants: Object.keys(values), baseline: Object.keys(values)[0] ?? '' });
  const known = customerSearch.workloads.find(({ id }) => id === workload)?.variants ?? [];
  const { metrics, headline } = customerSearch;
  return assemble(
    {
      ...header,
      experiment: { ...header.experiment, id: customerSearch.slug, metrics: [...metrics], headline, params },
      variants: known.map((variant) => ({ ...variant, settings: { ...variant.settings }, code: '' })),
    },
    [0, 1, 2, 3, 4, 5, 6].flatMap((round) =>
      Object.entries(values).map(([id, metricsOf]) =>
        sampleOf(id, round, 1, {
          metrics: Object.fromEntries(
            Object.entries(metricsOf).map(([name, value]) => [name, value * (1 + round / 1000)]),
          ),
        }),
      ),
    ),
  );
};

it('says how many times worse the optimised API is without each optimisation, the dearest first', () => {
  const result = resultOf('ablation', {
    optimized: { cpu_us_per_request: 500 },
    'without-json': { cpu_us_per_request: 600 },
    'without-indexes': { cpu_us_per_request: 500_000 },
  });
  const metric = customerSearch.metrics.find(({ id }) => id === 'cpu_us_per_request');
  if (!metric) throw new Error('no such metric');
  const rows = ablationRows(result, metric);
  expect(rows.map(({ id }) => id)).toEqual(['without-indexes', 'without-json', 'optimized']);
  expect(rows[0]?.median).toBeCloseTo(1000);
  expect(rows[1]?.median).toBeCloseTo(1.2);
  expect(rows[1]?.samples).toHaveLength(6);
  expect(rows[1]?.interval?.[0]).toBeLessThanOrEqual(1.2000001);
  expect(rows[1]?.interval?.[1]).toBeGreaterThanOrEqual(1.1999999);
  expect(rows[0]?.label).toBe('Without Indexes');
});

it('has one row of latencies a variant, and a gap where there were too few requests for a percentile', () => {
  const rows = latencyRows(
    resultOf('list', {
      naive: { latency_p50_ms: 90, latency_p95_ms: 200 },
      optimized: { latency_p50_ms: 2, latency_p95_ms: 3, latency_p99_ms: 9 },
      'bare-fastify': { requests_per_second: 20 },
    }),
  );
  expect(rows.map(({ id, marks }) => [id, marks.map((mark) => mark && Number(mark.value.toPrecision(2)))])).toEqual([
    ['optimized', [2, 3, 9]],
    ['naive', [90, 200, null]],
  ]);
});

it('makes a curve of runs at different rates, and leaves out loads without a rate', () => {
  const at = (rate: number, naive: number, load = 'open') =>
    resultOf(
      'list',
      { naive: { requests_per_second: naive }, optimized: { requests_per_second: rate } },
      { rate, load },
    );
  const series = throughputSeries([at(80, 40), at(20, 20), at(20, 1), at(30, 30, 'closed')]);
  expect(series.map(({ id, points }) => [id, points.map(({ x, y }) => [x, Math.round(y)])])).toEqual([
    [
      'naive',
      [
        [20, 20],
        [80, 40],
      ],
    ],
    [
      'optimized',
      [
        [20, 20],
        [80, 80],
      ],
    ],
  ]);
  expect(throughputSeries([resultOf('scenario', { naive: { requests_per_second: 2 } }, { rate: 20 })])).toEqual([]);
});
