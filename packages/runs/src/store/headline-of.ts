import { type Comparison, headlineComparison, type RunHeader, type Sample, winnerFirst } from '@lab/bench';
import type { RunSummary } from '../contract.ts';

/**
 * The comparison that the verdict is about, as lists and cards show it: `variant` is the winner, also where that is the
 * baseline. null while no round has compared the two.
 */
export const headlineOf = (
  header: RunHeader,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
): RunSummary['headline'] => {
  const found = headlineComparison(header, samples, comparisons);
  if (!found) return null;
  const { a, b, ratio, ci } = winnerFirst(found);
  return { variant: a, baseline: b, ratio, ci };
};
