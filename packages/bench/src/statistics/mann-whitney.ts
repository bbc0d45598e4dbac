export interface MannWhitney {
  /** Pairs (a, b) with a > b, ties as one half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
}

const exactLimit = 50;

/** Midranks times two, so that ties stay whole numbers. */
const doubledRanks = (values: readonly number[]): number[] => {
  const order = values.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end++;
    for (let i = start; i <= end; i++) ranks[order[i]?.index ?? 0] = start + end + 2;
    start = end + 1;
  }
  return ranks;
};

/** Permutation distribution of the doubled rank sum of `size` of the ranks, as counts; whole numbers below 2^53. */
const rankSumCounts = (ranks: readonly number[], size: number): Float64Array => {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(total + 1));
  const origin = counts[0];
  if (origin) origin[0] = 1;
  for (const rank of ranks) {
    for (let chosen = size; chosen >= 1; chosen--) {
      const from = counts[chosen - 1];
      const to = counts[chosen];
      if (!from || !to) continue;
      for (let sum = total; sum >= rank; sum--) to[sum] = (to[sum] ?? 0) + (from[sum - rank] ?? 0);
    }
  }
  return counts[size] ?? new Float64Array();
};

/** Upper tail of the standard normal; Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
const normalTail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
};

/**
 * Two-sided Mann-Whitney test for samples that cannot be paired (history, another machine). Up to 50 values in all the
 * permutation distribution is exact, ties included; above, the normal approximation with tie and continuity correction.
 * It assumes that nothing drifted between the two groups, which is why the runner pairs by round instead.
 *
 * @throws RangeError when a group is empty.
 */
export const mannWhitney = (a: readonly number[], b: readonly number[]): MannWhitney => {
  if (a.length === 0 || b.length === 0) throw new RangeError('Both groups need at least one value.');
  const ranks = doubledRanks([...a, ...b]);
  const sum = ranks.slice(0, a.length).reduce((total, rank) => total + rank, 0);
  const u = sum / 2 - (a.length * (a.length + 1)) / 2;
  const n = ranks.length;
  if (n <= exactLimit) {
    const counts = rankSumCounts(ranks, a.length);
    const centre = a.length * (n + 1);
    let extreme = 0;
    let all = 0;
    counts.forEach((count, doubled) => {
      all += count;
      if (Math.abs(doubled - centre) >= Math.abs(sum - centre)) extreme += count;
    });
    return { u, p: extreme / all, method: 'exact' };
  }
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  const ties = [...sizes.values()].reduce((total, t) => total + t ** 3 - t, 0);
  const deviation = Math.sqrt(((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1))));
  const distance = Math.max(0, Math.abs(u - (a.length * b.length) / 2) - 0.5);
  return { u, p: deviation === 0 ? 1 : Math.min(1, 2 * normalTail(distance / deviation)), method: 'normal' };
};
