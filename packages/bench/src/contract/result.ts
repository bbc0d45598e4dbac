import { z } from 'zod';
import { loadSummarySchema } from './load.ts';

/** `lab.bench/1`: raw samples are kept; statistics are recomputable from them, never the only copy. */
export const sampleSchema = z.object({
  /** 0 is the warm-up round: stored, not analysed. */
  round: z.number().int().min(0),
  /** Position inside the round, from 0. With `round` and `attempt` it gives the order in which samples ran. */
  slot: z.number().int().min(0),
  /** 1 unless the round was rejected for noise and redone. */
  attempt: z.number().int().min(1),
  variant: z.string(),
  phase: z.enum(['warmup', 'measure', 'control']),
  status: z.enum(['ok', 'error', 'rejected']),
  rejectReason: z.string().optional(),
  /** What went wrong, in one sentence, when `status` is `error`. */
  error: z.string().optional(),
  startedAt: z.iso.datetime(),
  metrics: z.record(z.string(), z.number()),
  /** Exact counters: server CPU, blocks, event-loop delay … */
  counters: z.record(z.string(), z.number()),
  correctness: z
    .object({
      rows: z.number().int(),
      checksum: z.string(),
      ok: z.boolean(),
    })
    .optional(),
  /**
   * What else the machine did meanwhile: steal, throttling, swap; each 0 on a quiet machine. And how near a load generator was
   * to its limit.
   */
  noise: z.record(z.string(), z.number()),
  /** A load on a server, as its generator saw it. */
  load: loadSummarySchema.optional(),
  /** Its latencies: HdrHistogram V2 of whole microseconds, deflated, base64. Merge these, never average percentiles. */
  histogram: z.string().optional(),
});
export type Sample = z.infer<typeof sampleSchema>;

export const verdictSchema = z.enum(['faster', 'slower', 'no-change', 'inconclusive']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Paired comparison of variant `a` against `b` on one metric. `ratio` > 1 means that `a` is better. */
export const comparisonSchema = z.object({
  a: z.string(),
  b: z.string(),
  metric: z.string(),
  headline: z.boolean(),
  /** Pairs (rounds) that entered. */
  n: z.number().int(),
  ratio: z.number(),
  /** Exact order-statistic interval of the median ratio; null when there are too few pairs for `alpha`. */
  ci: z.tuple([z.number(), z.number()]).nullable(),
  /** Rounds in which `a` was better. */
  wins: z.number().int(),
  verdict: verdictSchema,
  /** With `inconclusive`: about how many more pairs would settle it. */
  needPairs: z.number().int().optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const variantReportSchema = z.object({
  id: z.string(),
  label: z.string(),
  naive: z.boolean(),
  reference: z.boolean(),
  atomic: z.boolean(),
  /** When it may be chosen at all, where that is not always. */
  condition: z.string().optional(),
  description: z.string(),
  settings: z.record(z.string(), z.string()),
  rowsCap: z.number().int().optional(),
  /** Where its work is done (`in psql`): its samples have no memory and CPU of their process. */
  outside: z.string().optional(),
  /** Its source text as it ran. */
  code: z.string(),
  sql: z.string().optional(),
  /** Set when the variant could not run here (psql not installed): it has no samples. */
  skipped: z.string().optional(),
});
export type VariantReport = z.infer<typeof variantReportSchema>;

export const environmentSchema = z.object({
  /** `local`, `ci`, … */
  class: z.string(),
  /** Two runs with equal hashes may be compared. */
  hash: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  kernel: z.string(),
  container: z.record(z.string(), z.string()),
  node: z.string(),
  postgres: z
    .object({
      version: z.string(),
      /** `private`: a cluster only for measuring; `external`: a shared server, whose WAL counter is cluster-wide. */
      server: z.enum(['private', 'external']),
      settings: z.record(z.string(), z.string()),
    })
    .optional(),
  redis: z.string().optional(),
  lockfileHash: z.string(),
});
export type Environment = z.infer<typeof environmentSchema>;

/** `Metric` of the contract, carried along so that a result file explains itself without the code that wrote it. */
export const metricSchema = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.enum(['rows/s', 's', 'B', '1', 'requests/s', 'ms', 'µs']),
  better: z.enum(['higher', 'lower']),
});

export const planSchema = z.object({
  design: z.literal('interleaved-rounds'),
  workload: z.string(),
  /** Labels that samples carry. An A/A plan has one variant under two labels, `id:a` and `id:b`. */
  variants: z.array(z.string()).min(1),
  /** Id of the variant that ratios are quoted against, or the first one where the plan leaves it out. */
  baseline: z.string(),
  rounds: z.number().int(),
  alpha: z.number(),
  tau: z.number(),
  seed: z.number().int(),
  /** The whole command that repeats this run. */
  command: z.string(),
});
export type Plan = z.infer<typeof planSchema>;

export const benchResultSchema = z.object({
  schema: z.literal('lab.bench/1'),
  runId: z.uuidv7(),
  reason: z.enum(['cli', 'page', 'ci', 'schedule']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** `partial`: cancelled or interrupted; every finished round is in it. */
  status: z.enum(['finished', 'partial', 'failed']),
  git: z.object({
    head: z.string().nullable(),
    mergeBase: z.string().nullable(),
    branch: z.string().nullable(),
    dirty: z.boolean(),
  }),
  experiment: z.object({
    id: z.string(),
    title: z.string(),
    metrics: z.array(metricSchema),
    /** Id of the metric that the verdict is about. */
    headline: z.string(),
    /** `wrote` and `rows per second`: how the verdict is worded. */
    verdictVerb: z.string(),
    verdictNoun: z.string(),
    /** Hash of the benchmark's code. */
    version: z.string(),
    params: z.record(z.string(), z.unknown()),
    dataset: z.object({ name: z.string(), rows: z.number().int(), description: z.string() }),
  }),
  environment: environmentSchema,
  plan: planSchema,
  variants: z.array(variantReportSchema),
  samples: z.array(sampleSchema),
  comparisons: z.array(comparisonSchema),
  /** What a reader must know beside the numbers: rights that were missing, rounds redone, samples that were too short. */
  notes: z.array(z.string()),
  /** The one sentence that opens the page. */
  verdict: z.string(),
});
export type BenchResult = z.infer<typeof benchResultSchema>;
