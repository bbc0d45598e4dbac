import type { BenchResult } from '../contract/result.ts';
import { summariseMetric } from './summarise-metric.ts';

export interface GithubActionEntry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra?: string;
}

/**
 * The headline metric for benchmark-action/github-action-benchmark. Its tool is `customBiggerIsBetter` or
 * `customSmallerIsBetter`, as the metric's `better` says; it takes one direction a file, hence one metric.
 */
export const exportGithubAction = (result: BenchResult): GithubActionEntry[] => {
  const metric = result.experiment.metrics.find(({ id }) => id === result.experiment.headline);
  if (!metric) return [];
  return result.plan.variants.flatMap((variant) => {
    const summary = summariseMetric(result, variant, metric.id);
    if (!summary) return [];
    const range = summary.interval ? { range: `${summary.interval[0]} to ${summary.interval[1]}` } : {};
    return [
      {
        name: `${result.experiment.id}/${result.plan.workload}/${variant}`,
        unit: metric.unit,
        value: summary.median,
        ...range,
        extra: `median of ${summary.n} rounds, ${result.plan.command}`,
      },
    ];
  });
};
