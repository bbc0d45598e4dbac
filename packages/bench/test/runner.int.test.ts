import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchDatabase, type BenchResult, benchResultSchema, type RunnerEvent, type Sample } from '@lab/bench';
import { type RunPlanRequest, runPlan } from '@lab/bench/runner';
import { startPostgres } from '@lab/services';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import definition from './fixture/definition.ts';

const scope = new AsyncDisposableStack();
let database: BenchDatabase;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  const server = scope.use(
    await startPostgres({ directory: join(folder, 'postgres'), settings: { autovacuum: 'off' } }),
  );
  database = { connectionString: server.connectionString, server: 'private', pid: server.pid };
}, 60_000);
afterAll(() => scope.disposeAsync());

interface Run {
  readonly events: RunnerEvent[];
  readonly result: Promise<BenchResult>;
  readonly scratch: string;
}

const start = (
  request: Partial<RunPlanRequest> = {},
  options: { readonly signal?: AbortSignal; readonly onEvent?: (event: RunnerEvent) => void | Promise<void> } = {},
): Run => {
  const events: RunnerEvent[] = [];
  const scratch = join(folder, randomUUID());
  const result = runPlan({
    definition,
    definitionUrl: new URL('./fixture/definition.ts', import.meta.url).href,
    request: { runId: v7(), reason: 'cli', workload: 'create', rounds: 2, seed: 1, params: {}, ...request },
    database,
    sink: async (event) => {
      events.push(event);
      await options.onEvent?.(event);
    },
    signal: options.signal ?? new AbortController().signal,
    scratch,
    root: folder,
  });
  return { events, result, scratch };
};

const sessions = async (runId: string): Promise<number> => {
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from pg_stat_activity where application_name like $1',
    [`lab-bench:${runId}%`],
  );
  await client.end();
  return rows[0]?.count ?? -1;
};

const okOf = (result: BenchResult, variant: string): Sample[] =>
  result.samples.filter((sample) => sample.variant === variant && sample.status === 'ok');

it('runs a warm-up and the rounds, verifies, measures, compares, and leaves nothing', { timeout: 60_000 }, async () => {
  const run = start({ rounds: 3 });
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
  expect(await sessions(result.runId)).toBe(0);
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
    const result = await start({ params: { sabotage } }).result;
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
    expect(await sessions(result.runId)).toBe(0);
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
  const result = await runPlan({
    definition: lenient,
    definitionUrl: new URL('./fixture/definition.ts', import.meta.url).href,
    request: {
      runId: v7(),
      reason: 'cli',
      workload: 'create',
      rounds: 1,
      seed: 1,
      params: { sabotage: 'swap-values', sabotageFrom: 1 },
    },
    database,
    sink: () => {},
    signal: new AbortController().signal,
    scratch: join(folder, randomUUID()),
    root: folder,
  });
  const wrong = result.samples.filter(({ status }) => status === 'error');
  expect(wrong.map(({ variant, round }) => [variant, round])).toEqual([['one-statement', 1]]);
  expect(wrong[0]?.error).toMatch(/^Wrong result: its checksum is .* but .* left .* on the same 2000 rows\.$/);
});

it('keeps finished rounds when it is cancelled, stops the sample that runs, and can go on later', {
  timeout: 60_000,
}, async () => {
  const stop = new AbortController();
  const params = { sabotage: 'hang', sabotageFrom: 2 };
  const run = start(
    { rounds: 3, params },
    {
      signal: stop.signal,
      onEvent: (event) => {
        if (
          event.type === 'progress' &&
          event.progress.round === 2 &&
          event.progress.current?.variant === 'one-statement'
        )
          stop.abort(new Error('stopped by the test'));
      },
    },
  );
  const result = await run.result;
  expect(result.status).toBe('partial');
  expect(new Set(okOf(result, 'one-statement').map(({ round }) => round))).toEqual(new Set([0, 1]));
  expect(result.samples.filter(({ round, status }) => round === 2 && status === 'ok')).toEqual([]);
  expect(result.verdict).toContain('Stopped after 1 of 3 rounds.');
  expect(await sessions(result.runId)).toBe(0);
  expect(existsSync(run.scratch)).toBe(false);

  const started = run.events.find((event) => event.type === 'started');
  if (started?.type !== 'started') throw new Error('no header');
  const sent = run.events.flatMap((event) => (event.type === 'sample' ? [event.sample] : []));
  const seen: number[] = [];
  const second = start(
    { runId: result.runId, rounds: 3, params, resume: { header: started.header, samples: sent } },
    {
      onEvent: (event) => {
        if (event.type === 'sample') seen.push(event.sample.round);
      },
    },
  );
  // It hangs in round 2 again, so an operator cancels that statement until the variant is given up.
  const ending = endHanging(result.runId);
  const resumed = await second.result;
  await ending;
  expect(Math.min(...seen)).toBe(2);
  expect(resumed.startedAt).toBe(result.startedAt);
  const firstRounds = (samples: readonly Sample[]) => samples.filter(({ round }) => round < 2);
  expect(firstRounds(resumed.samples)).toEqual(firstRounds(result.samples));
});

/** Cancels every hanging statement of a run until it has failed twice and is given up. */
const endHanging = async (runId: string): Promise<void> => {
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  const deadline = Date.now() + 30_000;
  for (let ended = 0; ended < 2 && Date.now() < deadline; ) {
    const { rowCount } = await client.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where application_name = $1 and query like '%pg_sleep(3600)%'`,
      [`lab-bench:${runId}:sample`],
    );
    ended += rowCount ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await client.end();
};

it('refuses to continue rounds of another plan or other code', { timeout: 60_000 }, async () => {
  const first = start({ rounds: 1, variants: ['one-statement'] });
  const { samples, comparisons: _, verdict: __, finishedAt: ___, status: ____, ...header } = await first.result;
  const other = start({ rounds: 2, variants: ['one-statement'], resume: { header, samples } });
  await expect(other.result).rejects.toMatchObject({ name: 'BenchError', code: 'bad-input' });
  const changed = { ...header, experiment: { ...header.experiment, version: 'other' } };
  const recoded = start({ rounds: 1, variants: ['one-statement'], resume: { header: changed, samples } });
  await expect(recoded.result).rejects.toThrow(/has changed since this run was interrupted/);
});

it('measures a variant against itself under two labels', { timeout: 60_000 }, async () => {
  const result = await start({ aa: true, rounds: 2 }).result;
  expect(result.plan.variants).toEqual(['row-by-row:a', 'row-by-row:b']);
  expect(okOf(result, 'row-by-row:b')).toHaveLength(3);
  expect(result.plan.command).toContain('--aa');
});

it('leaves out what cannot run here and says why', { timeout: 60_000 }, async () => {
  const result = await start({ rounds: 1, params: { sabotage: 'not-installed' } }).result;
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
  const run = start(request);
  await expect(run.result).rejects.toThrow(message);
  expect(run.events.map(({ type }) => type)).toEqual(['failed']);
  expect(existsSync(run.scratch)).toBe(false);
});

it('says in one sentence that the server cannot be reached', async () => {
  const failed = runPlan({
    definition,
    definitionUrl: new URL('./fixture/definition.ts', import.meta.url).href,
    request: { runId: v7(), reason: 'cli', workload: 'create', rounds: 1, seed: 1, params: {} },
    database: { connectionString: 'postgresql://nobody@127.0.0.1:1/none', server: 'external' },
    sink: () => {},
    signal: new AbortController().signal,
    scratch: join(folder, randomUUID()),
    root: folder,
  });
  await expect(failed).rejects.toMatchObject({
    code: 'database-unreachable',
    message: /^PostgreSQL at 127\.0\.0\.1:1 cannot be reached/,
  });
});
