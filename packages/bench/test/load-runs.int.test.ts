import { benchResultSchema, exportSamplesCsv, medianText, type RunnerEvent } from '@lab/bench';
import { LatencyHistogram } from '@lab/bench/load';
import { afterAll, beforeAll, expect, it } from 'vitest';
import definition from './fixture/load-definition.ts';
import { type Bench, okOf, openBench } from './support/open-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);
afterAll(() => bench[Symbol.asyncDispose]());

const definitionUrl = new URL('./fixture/load-definition.ts', import.meta.url);
const start = (request: object, onEvent?: (event: RunnerEvent) => void) =>
  bench.start({ workload: 'get', ...request }, { definition, definitionUrl, ...(onEvent && { onEvent }) });

it('measures a load on a server: its histogram, its CPU per request, and no rows per second', {
  timeout: 120_000,
}, async () => {
  const units = new Set<string>();
  const run = start({ rounds: 1 }, (event) => {
    if (event.type === 'progress' && event.progress.current) units.add(event.progress.current.unit);
  });
  const result = await run.result;
  expect(benchResultSchema.parse(structuredClone(result))).toEqual(result);
  expect(result.status).toBe('finished');
  expect([...units]).toEqual(['seconds']);
  for (const sample of result.samples) {
    const { metrics, counters, noise, load, histogram = '' } = sample;
    expect(metrics).not.toHaveProperty('rows_per_second');
    expect(metrics).not.toHaveProperty('latency_p99_ms');
    expect([counters.requests, metrics.failed_ratio]).toEqual([50, 0]);
    expect(metrics.cpu_us_per_request).toBeCloseTo(
      (((metrics.cpu_seconds ?? 0) + (counters.server_cpu_seconds ?? 0)) * 1e6) / 50,
    );
    expect(metrics.cpu_us_per_request).toBeGreaterThan(0);
    // The generator lives beyond the timed unit: its time is not the server's.
    expect(counters.cpu_children_seconds).toBe(0);
    expect(counters.generator_cpu_seconds).toBeGreaterThan(0);
    expect(noise).toMatchObject({ late_share: expect.any(Number), generator_utilization_share: expect.any(Number) });
    expect(load).toMatchObject({ mode: 'open', offeredPerSecond: 100, sent: 50, completed: 50 });
    expect(LatencyHistogram.decode(histogram).summary()).toEqual(load?.latency);
  }
  expect(exportSamplesCsv(result).split('\r\n')[0]).toMatch(/cpu_us_per_request.*noise_late_share/);
  const cpu = { id: 'cpu_us_per_request', unit: 'µs' } as const;
  expect(medianText(result, 'plain', cpu)).toMatch(/^\d.* (µs|ms)$/);
});

it('runs a round again whose generator was at its limit, and counts the rest with a note', {
  timeout: 180_000,
}, async () => {
  const result = await start({ rounds: 5, params: { pretendBusy: 0.9 } }).result;
  const rejected = result.samples.filter(({ status }) => status === 'rejected');
  expect(new Set(rejected.map(({ round }) => round)).size).toBe(1);
  // On a machine that is busy too, that is said first.
  expect(rejected.map(({ rejectReason }) => rejectReason)).toContainEqual(
    expect.stringMatching(
      /^the load generator was busy for 90 % of the time \(limit 70 %\)$|^other processes|^the hyper/,
    ),
  );
  expect(okOf(result, 'hot').filter(({ phase }) => phase === 'measure')).toHaveLength(5);
  expect(result.notes).toContainEqual(
    expect.stringMatching(
      /^The load generator was at its limit in rounds 1, 2, 3, 4, 5 \((plain, )?hot(, plain)?\), which counts all the same:/,
    ),
  );
  expect(result.verdict).toMatch(/^(On a machine that was busy|With a load generator that was at its limit) in /);
});
