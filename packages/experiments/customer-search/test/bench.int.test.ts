import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase } from '@lab/bench';
import { runPlan } from '@lab/bench/runner';
import { type PostgresServer, startPostgres } from '@lab/services';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import definition from '../src/bench/index.ts';
import type { Step } from '../src/bench/step.ts';
import { parameters } from '../src/contract.ts';

let folder: string;
let server: PostgresServer;
let database: BenchDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'customer-bench-'));
  server = await startPostgres({ directory: join(folder, 'postgres'), settings: { autovacuum: 'off', fsync: 'off' } });
  database = { connectionString: server.connectionString, server: 'private', pid: server.pid };
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const customers = 3000;

const run = (workload: string, variants: readonly string[]) => {
  const runId = v7();
  return runPlan({
    definition,
    definitionUrl: import.meta.resolve('@lab/customer-search/bench'),
    request: { runId, reason: 'cli', workload, variants, rounds: 1, seed: 1, params: { customers, seconds: 1 } },
    database,
    sink: async () => {},
    signal: new AbortController().signal,
    scratch: join(folder, runId),
    root: folder,
  });
};

test('every variant of a search gives the same pages, and is measured', { timeout: 120_000 }, async () => {
  const variants = ['naive', 'optimized', 'cached-ids', 'cached-response', 'bare-fastify'];
  const { samples, status } = await run('search', variants);
  expect(samples.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(status).toBe('finished');
  for (const sample of samples) {
    expect(sample.correctness?.ok).toBe(true);
    expect(sample.metrics).toMatchObject({ failed_ratio: 0, cpu_us_per_request: expect.any(Number) });
    expect(sample.load?.completed).toBeGreaterThan(0);
  }
  const queries = (id: string) => samples.find(({ variant }) => variant === id)?.metrics.queries_per_request;
  const cached = samples.find(({ variant }) => variant === 'cached-response');
  expect(cached?.counters.cache_hit_share).toBeGreaterThan(0);
  expect(queries('naive')).toBeGreaterThan(queries('optimized') ?? 0);
});

test('a deep page is the same rows by number and by cursor', { timeout: 120_000 }, async () => {
  const { samples } = await run('deep-page', ['naive', 'optimized']);
  expect(samples.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(new Set(samples.map(({ correctness }) => correctness?.checksum)).size).toBe(1);
});

test('a page with a row too few or two rows swapped is a wrong result, not a time', { timeout: 120_000 }, async () => {
  const scratch = await mkdtemp(join(folder, 'verify-'));
  const step: Step = {
    runId: v7(),
    workload: 'sort',
    params: parameters.parse({ customers }),
    seed: 1,
    database,
    applicationName: 'lab-test-verify',
    scratch,
    signal: new AbortController().signal,
    note: () => {},
  };
  const sample = { variant: 'optimized', rows: customers, round: 1, slot: 0 };
  await definition.setup(step);
  const timed = <T>(work: () => Promise<T>) => work();
  const seconds = { ...step, params: { ...step.params, seconds: 1 } };
  await definition.measure({ ...seconds, timed, progress: () => {} }, sample);
  expect(await definition.verify(step, sample)).toMatchObject({ ok: true });
  const file = join(scratch, 'probes.json');
  const probes: { query: string; ids: number[] }[] = JSON.parse(await readFile(file, 'utf8'));
  const [first, ...others] = probes;
  if (!first) throw new Error('something was asked');
  const [a = 0, b = 0, ...rest] = first.ids;
  for (const ids of [
    [b, a, ...rest],
    [b, ...rest],
    [...first.ids, a],
  ]) {
    await writeFile(file, JSON.stringify([{ ...first, ids }, ...others]));
    const verified = await definition.verify(step, sample);
    expect(verified.ok).toBe(false);
    expect(verified.expected).toContain(first.ids.join(' '));
  }
});
