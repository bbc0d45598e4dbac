import {
  analysed,
  type BenchResult,
  type ExperimentContract,
  formatCount,
  formatRatio,
  type Metric,
  summariseMetric,
  whyAbsent,
} from '@lab/bench';
import type { PlotRow } from '@lab/ui/interval-plot';
import { variantLook } from './variant-look.ts';

const rowsOf = (result: BenchResult, variant: string): number | undefined =>
  analysed(result.samples).find((sample) => sample.variant === variant)?.counters.rows;

const noteOf = (result: BenchResult, id: string, metric: string): string | undefined => {
  const report = result.variants.find((variant) => variant.id === id);
  if (report?.skipped) return `left out: ${report.skipped}`;
  const rows = rowsOf(result, id);
  const elsewhere = whyAbsent(result, id, metric);
  const notes = [
    ...(report?.reference ? ['reference'] : []),
    ...(rows !== undefined && rows < result.experiment.dataset.rows ? [`on ${formatCount(rows)} rows`] : []),
    ...(elsewhere ? [`not measured: the work is ${elsewhere}`] : []),
  ];
  return notes.join(', ') || undefined;
};

/** What the ratios of a run are against, after its number: `vs naive`, or the baseline by name where no naive variant ran. */
export const ratioLabel = ({ plan, variants }: Pick<BenchResult, 'plan' | 'variants'>): string => {
  const baseline = variants.find(({ id }) => id === plan.baseline);
  return baseline?.naive ? 'vs naive' : `vs ${baseline?.label ?? plan.baseline}`;
};

/** Below this a fraction reads better than a decimal number: `1/2,000`, not `0.000500×`. */
const smallShare = 0.1;

/**
 * How many times the baseline's amount one variant has, worded; "1×" for the baseline itself. A comparison's own ratio says
 * how much better it is: where less is better the amount is its inverse.
 */
export const ratioToBaseline = (
  result: BenchResult,
  variant: string,
  { id, better }: Pick<Metric, 'id' | 'better'>,
): string | undefined => {
  const against = result.comparisons.filter(({ b, metric }) => b === result.plan.baseline && metric === id);
  // Of nothing but itself there is no ratio.
  if (variant === result.plan.baseline) return against.length > 0 ? '1×' : undefined;
  const ratio = against.find(({ a }) => a === variant)?.ratio;
  if (ratio === undefined) return undefined;
  const share = better === 'higher' ? ratio : 1 / ratio;
  return share < smallShare ? `1/${formatRatio(1 / share).replace('×', '')}` : formatRatio(share);
};

/** One row a variant, best first; those without a sample at the end. */
export const plotRows = (
  result: BenchResult,
  experiment: ExperimentContract | undefined,
  metric: Pick<Metric, 'id' | 'better'>,
): PlotRow[] => {
  const samples = analysed(result.samples);
  const ids = [...new Set([...result.plan.variants, ...result.variants.map(({ id }) => id)])];
  const rows = ids.map((id) => {
    const summary = summariseMetric(result, id, metric.id);
    return {
      id,
      label: result.variants.find((variant) => variant.id === id)?.label ?? id,
      note: noteOf(result, id, metric.id),
      ...variantLook(experiment, result.variants, id),
      samples: samples.flatMap((sample) => (sample.variant === id ? (sample.metrics[metric.id] ?? []) : [])),
      median: summary?.median ?? null,
      interval: summary?.interval ?? null,
      ratio: summary && ratioToBaseline(result, id, metric),
    };
  });
  const worth = (row: PlotRow) => {
    if (row.median === null) return Number.NEGATIVE_INFINITY;
    return metric.better === 'higher' ? row.median : -row.median;
  };
  return rows.toSorted((a, b) => worth(b) - worth(a));
};
