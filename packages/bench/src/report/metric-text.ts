import type { Metric } from '../contract/experiment.ts';
import type { BenchResult, Sample } from '../contract/result.ts';
import { formatMetric } from '../format/format-metric.ts';
import { analysed } from '../statistics/paired-log-ratios.ts';
import { summariseMetric } from './summarise-metric.ts';

type Shown = Pick<BenchResult, 'samples' | 'plan' | 'variants'>;

/** `in psql`: why a variant that was measured has no value of a metric. Undefined where there is no such reason. */
export const whyAbsent = ({ samples, variants }: Shown, variant: string, metric: string): string | undefined => {
  const outside = variants.find(({ id }) => id === variant)?.outside;
  const own = analysed(samples).filter((sample) => sample.variant === variant);
  const known = own.some((sample) => (sample.metrics[metric] ?? sample.counters[metric]) !== undefined);
  return own.length > 0 && !known ? outside : undefined;
};

const absent = (reason: string | undefined): string => (reason === undefined ? '–' : `– ${reason}`);

/** A variant's median with its unit; without one `–`, and where its work is done instead: `– in psql`. */
export const medianText = (result: Shown, variant: string, { id, unit }: Pick<Metric, 'id' | 'unit'>): string => {
  const summary = summariseMetric(result, variant, id);
  return summary ? formatMetric(summary.median, unit) : absent(whyAbsent(result, variant, id));
};

/** The same for one sample. One that failed has no values at all, which needs no reason. */
export const sampleText = (
  { variants }: Pick<BenchResult, 'variants'>,
  { metrics, status, variant }: Sample,
  { id, unit }: Pick<Metric, 'id' | 'unit'>,
): string => {
  const value = metrics[id];
  if (value !== undefined) return formatMetric(value, unit);
  return absent(status === 'error' ? undefined : variants.find((known) => known.id === variant)?.outside);
};
