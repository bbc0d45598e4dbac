/** Fewest values for which a percentile above the median means something: ten beyond it (p95: 200, p99: 1,000). */
export const valuesForPercentile = (percent: number): number => (percent <= 50 ? 1 : Math.ceil(1000 / (100 - percent)));

/**
 * Nearest-rank percentile, or undefined when there are too few values for it. Never average the results: merge the values
 * (or their histograms) and ask again.
 *
 * @throws RangeError when `percent` lies outside (0, 100).
 */
export const percentile = (values: readonly number[], percent: number): number | undefined => {
  if (!(percent > 0 && percent < 100)) throw new RangeError(`A percentile lies between 0 and 100; it was ${percent}.`);
  if (values.length < valuesForPercentile(percent)) return undefined;
  return values.toSorted((a, b) => a - b)[Math.ceil((percent / 100) * values.length) - 1];
};
