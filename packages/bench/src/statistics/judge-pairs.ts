import type { Verdict } from '../contract/result.ts';
import { pairsForInterval, signInterval } from './sign-interval.ts';

export interface JudgeOptions {
  /** 0.05 for a 95 % interval. */
  readonly alpha: number;
  /** Smallest relative difference that matters, e.g. 0.05. */
  readonly tau: number;
}

export interface PairedJudgement {
  readonly n: number;
  /** Median ratio; above 1 means that the first of each pair is better. */
  readonly ratio: number;
  readonly ci: [number, number] | null;
  /** Pairs in which the first was better. */
  readonly wins: number;
  readonly verdict: Verdict;
  readonly needPairs?: number;
}

const mostPairs = 1000;

/**
 * The interval of a median narrows with the square root of the number of pairs; solved for the width at which one of the
 * two clear verdicts is reached. A rough guide: the spread is itself an estimate.
 */
const pairsToSettle = (
  n: number,
  middle: number,
  interval: readonly [number, number] | null,
  { alpha, tau }: JudgeOptions,
): number => {
  if (interval === null) return Math.max(1, pairsForInterval(alpha) - n);
  const halfWidth = Math.max(interval[1] - middle, middle - interval[0]);
  const threshold = Math.log1p(tau);
  const distance = Math.abs(middle) > threshold ? Math.abs(middle) : threshold - Math.abs(middle);
  if (distance === 0) return mostPairs;
  return Math.min(mostPairs, Math.max(1, Math.ceil(n * (halfWidth / distance) ** 2) - n));
};

/**
 * Judges paired observations, each given as the natural logarithm of "how many times better the first one is".
 * *faster* or *slower*: the interval excludes 1 and the median passes tau. *no-change*: the interval lies inside ±tau.
 * Anything else is *inconclusive* and says about how many more pairs would settle it.
 *
 * @throws RangeError for an empty list.
 */
export const judgePairs = (logRatios: readonly number[], options: JudgeOptions): PairedJudgement => {
  const { median: middle, interval } = signInterval(logRatios, options.alpha);
  const threshold = Math.log1p(options.tau);
  const verdict = ((): Verdict => {
    if (interval === null) return 'inconclusive';
    if (interval[0] > 0 && middle > threshold) return 'faster';
    if (interval[1] < 0 && middle < -threshold) return 'slower';
    return interval[0] >= -threshold && interval[1] <= threshold ? 'no-change' : 'inconclusive';
  })();
  return {
    n: logRatios.length,
    ratio: Math.exp(middle),
    ci: interval && [Math.exp(interval[0]), Math.exp(interval[1])],
    wins: logRatios.filter((d) => d > 0).length,
    verdict,
    ...(verdict === 'inconclusive' && { needPairs: pairsToSettle(logRatios.length, middle, interval, options) }),
  };
};
