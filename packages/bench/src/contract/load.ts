import { z } from 'zod';

/**
 * How long requests took, in milliseconds, from a histogram of `count` values. p95 needs 200 of them and p99 1,000; a
 * percentile that fewer cannot give is absent.
 */
export const latencySummarySchema = z.object({
  count: z.int(),
  p50Ms: z.number().optional(),
  p95Ms: z.number().optional(),
  p99Ms: z.number().optional(),
  maxMs: z.number().optional(),
});
export type LatencySummary = z.infer<typeof latencySummarySchema>;

/** What a load on a server was and how it went, as its generator saw it. Everything but the histogram. */
export const loadSummarySchema = z.object({
  mode: z.enum(['open', 'closed', 'scenario']),
  /** Length of the measured window. Answers to requests of the window are waited for beyond its end. */
  seconds: z.number(),
  /** Open loop: how many requests a second were due. */
  offeredPerSecond: z.number().optional(),
  /** Closed loop: how many requests were under way at any time. */
  concurrency: z.int().optional(),
  /** Scenario: how many virtual users there were at most. */
  users: z.int().optional(),
  /** Scenario: requests per second that its think times would allow if every answer came at once. */
  thinkTimeBoundPerSecond: z.number().optional(),
  /** Right answers that came inside the window, per second of it. */
  achievedPerSecond: z.number(),
  /** `sent` = `completed` + `failed`. */
  sent: z.int(),
  completed: z.int(),
  failed: z.int(),
  /** `failed` by reason: `time-out`, `connection`, `status 503`, `body length`. */
  failures: z.record(z.string(), z.int()),
  /** Open loop: due, but not sent, because too many were under way. */
  dropped: z.int(),
  /** Open loop: sent more than `lateAfterMs` after they were due. */
  late: z.int().optional(),
  lateAfterMs: z.number().optional(),
  /** Bytes of bodies, of failed answers too. */
  bytesReceived: z.number(),
  /**
   * Open loop: from when a request was due until its answer was complete, whenever it was sent. Else from when it was sent. A
   * request that failed or was dropped never got its answer: it counts with the time-out, or longer where it took longer.
   */
  latency: latencySummarySchema,
  /** Open loop: from when requests were due until they were sent. That much of the latency is the generator's own. */
  lag: latencySummarySchema.optional(),
  /** Event-loop utilisation of the generator inside the window, 0 to 1. */
  utilization: z.number(),
  /** Of the generator's process: -10 where the system let it go before others, else 0. */
  niceness: z.int(),
  /** CPU time of the generator's process, user and system, until the last answer. */
  cpuSeconds: z.number(),
  /** False when the generator was the bottleneck. */
  valid: z.boolean(),
  invalidReason: z.string().optional(),
  /** What a reader must know beside the numbers. */
  notes: z.array(z.string()),
});
export type LoadSummary = z.infer<typeof loadSummarySchema>;

/** A load with its latencies: integer microseconds, HdrHistogram V2, deflated, base64 (`HISTFAAA…`). */
export const loadReportSchema = loadSummarySchema.extend({ histogram: z.string() });
export type LoadReport = z.infer<typeof loadReportSchema>;
