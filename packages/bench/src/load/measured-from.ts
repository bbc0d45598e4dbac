import type { Measured } from '../contract/definition.ts';
import type { LoadReport } from '../contract/load.ts';
import type { SustainableRate } from './sustainable-rate.ts';

/** A load as a sample returns it: every field is there. */
export type MeasuredLoad = Required<Measured>;

/**
 * A load as a sample returns it. Metrics: `requests_per_second` (achieved), `failed_ratio` (failed and dropped, of all that
 * were due) and `latency_p50_ms`, `latency_p95_ms`, `latency_p99_ms` where there were requests enough. Counters: `requests`
 * (sent, whatever came of them: what CPU time is divided by), `generator_cpu_seconds`, and how it went. Noise: what tells a
 * generator at its limit, judged by the rules of the runner.
 */
export const measuredFrom = ({ histogram, ...load }: LoadReport): MeasuredLoad => {
  const { latency, lag, sent, failed, dropped, late } = load;
  return {
    metrics: {
      requests_per_second: load.achievedPerSecond,
      failed_ratio: (failed + dropped) / Math.max(1, sent + dropped),
      ...(latency.p50Ms !== undefined && { latency_p50_ms: latency.p50Ms }),
      ...(latency.p95Ms !== undefined && { latency_p95_ms: latency.p95Ms }),
      ...(latency.p99Ms !== undefined && { latency_p99_ms: latency.p99Ms }),
    },
    counters: {
      requests: sent,
      requests_failed: failed,
      requests_dropped: dropped,
      ...(late !== undefined && { requests_late: late }),
      ...(latency.maxMs !== undefined && { latency_max_ms: latency.maxMs }),
      ...(lag?.p50Ms !== undefined && { generator_lag_p50_ms: lag.p50Ms }),
      ...(lag?.p99Ms !== undefined && { generator_lag_p99_ms: lag.p99Ms }),
      generator_cpu_seconds: load.cpuSeconds,
      received_bytes: load.bytesReceived,
    },
    noise: {
      generator_utilization_share: load.utilization,
      ...(late !== undefined && { late_share: late / Math.max(1, sent) }),
    },
    load,
    histogram,
  };
};

/**
 * A search for the sustainable rate as a sample returns it: the load is the one at the sustained rate (at the lowest rate that
 * was tried, and then without `requests_per_second`, where none was sustained). `requests` and `generator_cpu_seconds` are of
 * all steps, warm-ups included, as is the CPU time of a timed unit around the search. Where the generator ended the search, its
 * noise says so.
 */
export const measuredFromSearch = ({ sustained, refused, steps }: SustainableRate): MeasuredLoad => {
  const shown = sustained ?? refused;
  if (!shown) throw new RangeError('No rate was tried.');
  const measured = measuredFrom(shown.report);
  const all = steps.flatMap(({ warmUp, report }) => (warmUp ? [warmUp, report] : [report]));
  const { requests_per_second, ...others } = measured.metrics;
  const limit = refused && !refused.report.valid ? refused : shown;
  return {
    ...measured,
    metrics: { ...others, ...(sustained && requests_per_second !== undefined && { requests_per_second }) },
    counters: {
      ...measured.counters,
      requests: all.reduce((sum, { sent }) => sum + sent, 0),
      generator_cpu_seconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      rates_tried: steps.length,
    },
    noise: measuredFrom(limit.report).noise,
  };
};
