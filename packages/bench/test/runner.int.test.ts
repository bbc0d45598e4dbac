import { existsSync } from 'node:fs';
import { benchResultSchema } from '@lab/bench';
import { afterAll, beforeAll, expect, it } from 'vitest';
import definition from './fixture/definition.ts';
import { type Bench, okOf, openBench } from './support/open-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);
afterAll(() => bench[Symbol.asyncDispose]());

it('runs a warm-up and the rounds, verifies, measures, compares, and leaves nothing', { timeout: 60_000 }, async () => {
  const run = bench.start({ rounds: 3 });
  const result = await run.result;
  expect(benchResultSchema.parse(structuredClone(result))).toEqual(result);
  expect(result.status).toBe('finished');
  const kept = result.samples.filter(({ status }) => status === 'ok');
  expect(kept).toHaveLength(4 * 3);
  expect(kept.filter(({ phase }) => phase === 'warmup').map(({ round }) => round)).toEqual([0, 0, 0]);
  for (const sample of kept) {
    const { seconds = 0, rows_per_second, peak_rss_bytes, cpu_seconds, wal_bytes, round_trips } = sample.metrics;
    const { rows = 0 } = sample.counters;
    expect(rows).toBe(sample.variant === 'row-by-row' ? 300 : 2000);
    expect(rows_per_second).toBeCloseTo(rows / seconds, 3);
    // Its work is done in the server: what the waiting process takes is not its memory, nor its CPU.
    const inProcess = sample.variant !== 'two-statements';
    expect(peak_rss_bytes).toEqual(inProcess ? expect.toSatisfy((bytes: number) => bytes > 10e6) : undefined);
    expect(cpu_seconds).toEqual(inProcess ? expect.toSatisfy((spent: number) => spent > 0) : undefined);
    expect('growth_rss_bytes' in sample.counters).toBe(inProcess);
    expect('event_loop_delay_max_ms' in sample.counters).toBe(inProcess);
    // At least its own tuples: 28 bytes of header and item, 8 of data.
    expect(wal_bytes).toBeGreaterThan(rows * 36);
    expect(round_trips).toBe({ 'row-by-row': 300, 'one-statement': 1, 'two-statements': 4 }[sample.variant]);
    expect(sample.counters.server_cpu_seconds).toBeGreaterThanOrEqual(0);
    expect(sample.counters.blocks_hit).toBeGreaterThan(0);
    expect(sample.correctness).toMatchObject({ rows, ok: true });
    expect(sample.noise).toHaveProperty('swap_pages', expect.any(Number));
  }
  const places = okOf(result, 'one-statement')
    .filter(({ phase }) => phase === 'measure')
    .map(({ slot }) => slot);
  expect(new Set(places).size).toBe(3);
  expect(result.environment.postgres?.settings).toMatchObject({ fsync: 'on', autovacuum: 'off' });
  expect(result.variants.map(({ id, outside }) => [id, outside])).toEqual([
    ['row-by-row', undefined],
    ['one-statement', undefined],
    ['two-statements', 'in the server'],
  ]);
  expect(result.comparisons.some(({ a, metric }) => a === 'two-statements' && metric === 'cpu_seconds')).toBe(false);
  expect(result.experiment.version).toMatch(/^[0-9a-f]{16}$/);
  expect(result.git).toEqual({ head: null, mergeBase: null, branch: null, dirty: false });
  expect(result.variants[0]?.code).toMatch(/^\/\/ (\S+\/)?definition\.ts\n.*insert into fixture/s);
  expect(result.verdict).toContain('Row by row on 300 of 2,000 rows, results verified');
  expect(run.events[0]?.type).toBe('started');
  expect(run.events.at(-1)).toEqual({ type: 'finished', result });
  expect(run.events.filter(({ type }) => type === 'sample').length).toBe(result.samples.length);
  expect(await bench.sessions(result.runId)).toBe(0);
  expect(existsSync(run.scratch)).toBe(false);
});

it.each([
  ['drop-row', /^Wrong result: expected 2000 rows .*; found 1999 rows/],
  ['swap-values', /^Wrong result: expected 2000 rows with checksum .*; found 2000 rows with checksum/],
  ['throw', /^The source broke in row 7\.$/],
  ['never-timed', /never called timed/],
  ['kill-self', /^The sample's process was ended by SIGKILL before it had finished/],
] as const)(
  'gives an error and no time when the variant is sabotaged: %s',
  { timeout: 60_000 },
  async (sabotage, message) => {
    const result = await bench.start({ params: { sabotage } }).result;
    const broken = result.samples.filter(({ variant }) => variant === 'one-statement');
    expect(broken.length).toBeGreaterThan(0);
    for (const sample of broken) {
      expect(sample.status).toBe('error');
      expect(sample.error).toMatch(message);
    }
    // Given up after two failures; the others go on to the end.
    expect(broken.length).toBe(2);
    expect(new Set(okOf(result, 'two-statements').map(({ round }) => round))).toEqual(new Set([0, 1, 2]));
    expect(result.status).toBe('failed');
    expect(result.comparisons.some(({ a, b }) => a === 'one-statement' || b === 'one-statement')).toBe(false);
    expect(result.verdict).toMatch(/One statement failed in 2 of 2 samples/);
    expect(await bench.sessions(result.runId)).toBe(0);
  },
);

it('refuses a checksum that differs from that of the other variants on the same rows', {
  timeout: 60_000,
}, async () => {
  const lenient = {
    ...definition,
    verify: async (...args: Parameters<typeof definition.verify>) => ({
      ...(await definition.verify(...args)),
      ok: true,
    }),
  };
  const params = { sabotage: 'swap-values', sabotageFrom: 1 };
  const result = await bench.start({ rounds: 1, params }, { definition: lenient }).result;
  const wrong = result.samples.filter(({ status }) => status === 'error');
  expect(wrong.map(({ variant, round }) => [variant, round])).toEqual([['one-statement', 1]]);
  expect(wrong[0]?.error).toMatch(/^Wrong result: its checksum is .* but .* left .* on the same 2000 rows\.$/);
});

it('measures a variant against itself under two labels', { timeout: 60_000 }, async () => {
  const result = await bench.start({ aa: true, rounds: 2 }).result;
  expect(result.plan.variants).toEqual(['row-by-row:a', 'row-by-row:b']);
  expect(okOf(result, 'row-by-row:b')).toHaveLength(3);
  expect(result.plan.command).toContain('--aa');
});

it('leaves out what cannot run here and says why', { timeout: 60_000 }, async () => {
  const result = await bench.start({ rounds: 1, params: { sabotage: 'not-installed' } }).result;
  expect(result.plan.variants).toEqual(['row-by-row', 'one-statement']);
  expect(result.variants.find(({ id }) => id === 'two-statements')?.skipped).toBe(
    'two statements are not installed here',
  );
});

it.each([
  [{ workload: 'delete' }, 'fixture has no workload "delete"; it has create.'],
  [{ variants: ['nope'] }, 'Workload create has no variant "nope"; it has row-by-row, one-statement, two-statements.'],
  [{ rounds: 0 }, 'rounds must be a whole number from 1 to 100; it was 0.'],
  [{ params: { rows: 0 } }, 'rows must be a whole number from 1 to 100,000; it was 0.'],
  [{ params: { sabotage: 'maybe' } }, /^sabotage must be none, drop-row, .* or not-installed; it was maybe\.$/],
  [{ params: { colour: 'red' } }, 'fixture has no parameter colour; it has rows, sabotage, sabotageFrom.'],
])('refuses %j before anything starts', async (request, message) => {
  const run = bench.start(request);
  await expect(run.result).rejects.toThrow(message);
  expect(run.events.map(({ type }) => type)).toEqual(['failed']);
  expect(existsSync(run.scratch)).toBe(false);
});

it('says in one sentence that the server cannot be reached', async () => {
  const failed = bench.start(
    { rounds: 1 },
    { database: { connectionString: 'postgresql://nobody@127.0.0.1:1/none', server: 'external' } },
  ).result;
  await expect(failed).rejects.toMatchObject({
    code: 'database-unreachable',
    message: /^PostgreSQL at 127\.0\.0\.1:1 cannot be reached/,
  });
});
