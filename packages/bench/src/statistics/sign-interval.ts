import { median } from './median.ts';

export interface MedianInterval {
  readonly median: number;
  /** null when there are too few values for `alpha`: 6 are needed for 95 %, 8 for 99 %. */
  readonly interval: readonly [number, number] | null;
}

/** Largest j with P(Bin(n, 1/2) <= j) <= alpha / 2, or -1 when even j = 0 is too likely. */
const cut = (n: number, alpha: number): number => {
  let probability = 0.5 ** n;
  let cumulative = probability;
  let j = -1;
  while (cumulative <= alpha / 2 && j < n) {
    j++;
    probability *= (n - j) / (j + 1);
    cumulative += probability;
  }
  return j;
};

/**
 * Median with its exact, distribution-free confidence interval from order statistics: the inversion of the sign test.
 * Coverage is at least 1 - alpha for any continuous distribution, however skewed.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2.
 *
 * @throws RangeError for an empty list or an alpha outside (0, 1).
 */
export const signInterval = (values: readonly number[], alpha: number): MedianInterval => {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1; it was ${alpha}.`);
  const sorted = values.toSorted((a, b) => a - b);
  const k = cut(sorted.length, alpha);
  const low = sorted[k];
  const high = sorted[sorted.length - 1 - k];
  return {
    median: median(sorted),
    interval: k < 0 || low === undefined || high === undefined ? null : [low, high],
  };
};

/** The least number of pairs that give an interval: 6 for alpha 0.05, 8 for 0.01. */
export const pairsForInterval = (alpha: number): number => Math.ceil(1 - Math.log2(alpha));
