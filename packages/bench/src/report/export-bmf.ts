import type { BenchResult } from '../contract/result.ts';
import { summariseMetric } from './summarise-metric.ts';

/** Bencher Metric Format: benchmark name, measure, value with bounds. */
export type BencherMetricFormat = Record<
  string,
  Record<string, { value: number; lower_value?: number; upper_value?: number }>
>;

/** Medians over the measured rounds with their intervals. Source: https://bencher.dev/docs/reference/bencher-metric-format/ */
export const exportBmf = (result: BenchResult): BencherMetricFormat =>
  Object.fromEntries(
    result.plan.variants.flatMap((variant) => {
      const measures = result.experiment.metrics.flatMap(({ id }) => {
        const summary = summariseMetric(result, variant, id);
        if (!summary) return [];
        const [low, high] = summary.interval ?? [];
        const bounds = low === undefined || high === undefined ? {} : { lower_value: low, upper_value: high };
        return [[id, { value: summary.median, ...bounds }] as const];
      });
      const name = `${result.experiment.id}/${result.plan.workload}/${variant}`;
      return measures.length > 0 ? [[name, Object.fromEntries(measures)] as const] : [];
    }),
  );
