import type { Metric } from '../contract/experiment.ts';
import type { Sample } from '../contract/result.ts';

/** Samples that statistics are made of: measured, right, and of rounds that were not rejected. */
export const analysed = (samples: readonly Sample[]): Sample[] =>
  samples.filter((sample) => sample.phase === 'measure' && sample.status === 'ok');

const isRate = (unit: Metric['unit']): boolean => unit === 'rows/s' || unit === 'requests/s';

/**
 * ln(how many times better `a` was than `b`), one per round in which both have a right result. Totals such as bytes or
 * seconds are only comparable on the same number of rows; rates also where one variant is capped. Values that are not
 * positive have no ratio and leave the pair out.
 */
export const pairedLogRatios = (
  samples: readonly Sample[],
  a: string,
  b: string,
  metric: Pick<Metric, 'id' | 'unit' | 'better'>,
): number[] => {
  const ofB = new Map(samples.filter((sample) => sample.variant === b).map((sample) => [sample.round, sample]));
  return samples.flatMap((sample) => {
    const other = sample.variant === a ? ofB.get(sample.round) : undefined;
    if (!other || (!isRate(metric.unit) && sample.counters.rows !== other.counters.rows)) return [];
    const x = sample.metrics[metric.id];
    const y = other.metrics[metric.id];
    if (x === undefined || y === undefined || !(x > 0) || !(y > 0)) return [];
    return [metric.better === 'higher' ? Math.log(x / y) : Math.log(y / x)];
  });
};
