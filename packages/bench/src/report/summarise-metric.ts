import type { BenchResult } from '../contract/result.ts';
import { median } from '../statistics/median.ts';
import { analysed } from '../statistics/paired-log-ratios.ts';
import { signInterval } from '../statistics/sign-interval.ts';

export interface MetricSummary {
  readonly n: number;
  readonly median: number;
  /** Exact interval of the median at the plan's alpha; null when there are too few rounds. */
  readonly interval: readonly [number, number] | null;
  readonly least: number;
  readonly most: number;
}

/** One variant's values of one metric over the measured rounds, or undefined when it has none. */
export const summariseMetric = (
  result: Pick<BenchResult, 'samples' | 'plan'>,
  variant: string,
  metric: string,
): MetricSummary | undefined => {
  const values = analysed(result.samples).flatMap((sample) =>
    sample.variant === variant ? (sample.metrics[metric] ?? sample.counters[metric] ?? []) : [],
  );
  if (values.length === 0) return undefined;
  return {
    n: values.length,
    median: median(values),
    interval: signInterval(values, result.plan.alpha).interval,
    least: Math.min(...values),
    most: Math.max(...values),
  };
};
