import type { BenchResult, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { assembleResult } from '../report/assemble-result.ts';

const variant = (id: string, label: string, extra: Partial<RunHeader['variants'][number]> = {}) => ({
  id,
  label,
  naive: false,
  reference: false,
  atomic: true,
  description: `${label}.`,
  settings: {},
  code: '',
  ...extra,
});

/** A header as the runner writes it. */
export const headerOf = (plan: Partial<RunHeader['plan']> = {}, notes: readonly string[] = []): RunHeader => ({
  schema: 'lab.bench/1',
  runId: '019ab0f0-0000-7000-8000-000000000000',
  reason: 'cli',
  startedAt: '2026-11-21T00:00:00.000Z',
  git: { head: null, mergeBase: null, branch: null, dirty: false },
  experiment: {
    id: 'fixture',
    title: 'Fixture',
    metrics: [
      { id: 'rows_per_second', label: 'Rows per second', unit: 'rows/s', better: 'higher' },
      { id: 'peak_rss_bytes', label: 'Peak memory', unit: 'B', better: 'lower' },
    ],
    headline: 'rows_per_second',
    verdictVerb: 'wrote',
    verdictNoun: 'rows per second',
    version: 'v',
    params: {},
    dataset: { name: 'd', rows: 200_000, description: 'd' },
  },
  environment: {
    class: 'local',
    hash: 'h',
    cpu: 'c',
    cores: 2,
    memoryBytes: 1,
    kernel: 'k',
    container: {},
    node: 'v26',
    lockfileHash: 'l',
  },
  plan: {
    design: 'interleaved-rounds',
    workload: 'create',
    variants: ['prisma-create', 'copy-text', 'copy-binary', 'server-copy'],
    baseline: 'prisma-create',
    rounds: 8,
    alpha: 0.05,
    tau: 0.05,
    seed: 1,
    command: 'npx pnpm@12 bench fixture',
    ...plan,
  },
  variants: [
    variant('prisma-create', 'Prisma create', { naive: true }),
    variant('copy-text', 'COPY text'),
    variant('copy-binary', 'COPY binary'),
    variant('server-copy', 'Server COPY', { reference: true, outside: 'in the server' }),
  ],
  notes: [...notes],
});

/** A sample of 200,000 rows; round 0 is the warm-up. */
export const sampleOf = (variantId: string, round: number, rate: number, extra: Partial<Sample> = {}): Sample => ({
  round,
  slot: 0,
  attempt: 1,
  variant: variantId,
  phase: round === 0 ? 'warmup' : 'measure',
  status: 'ok',
  startedAt: '2026-11-21T00:00:00.000Z',
  metrics: { rows_per_second: rate, seconds: 1, peak_rss_bytes: 1e8 },
  counters: { rows: 200_000 },
  correctness: { rows: 200_000, checksum: 'same', ok: true },
  noise: {},
  ...extra,
});

/** The result of these samples, finished unless told. */
export const assemble = (
  header: RunHeader,
  samples: readonly Sample[],
  status: BenchResult['status'] = 'finished',
): BenchResult => assembleResult(header, samples, { status, finishedAt: '2026-11-21T00:01:00.000Z' });

/** Rounds 1 to n in which each variant has about its rate: same order of ratios, slightly different values. */
export const roundsOf = (n: number, rates: Readonly<Record<string, number>>, extra: Partial<Sample> = {}): Sample[] =>
  Array.from({ length: n }, (_, i) =>
    Object.entries(rates).map(([id, rate], slot) =>
      sampleOf(id, i + 1, rate * (1 + 0.002 * ((i * 7 + slot) % 5)), { slot, ...extra }),
    ),
  ).flat();
