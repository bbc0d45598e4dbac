import type { Comparison } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { winnerFirst } from '../statistics/compare.ts';

/**
 * Labels of the variants meant for adoption that the rounds could not tell apart from the winner of a comparison: naming
 * one winner would claim more than was measured. The loser of that comparison is not among them.
 */
export const tiedWith = (header: RunHeader, comparisons: readonly Comparison[], found: Comparison): string[] => {
  const { a: winner, b: loser } = winnerFirst(found);
  const tied = new Set(
    comparisons.flatMap(({ a, b, headline, ci, verdict }) => {
      const open = verdict === 'inconclusive' || verdict === 'no-change';
      return headline && ci !== null && open && (a === winner || b === winner) ? [a === winner ? b : a] : [];
    }),
  );
  return header.variants.flatMap(({ id, label, reference }) =>
    !reference && id !== loser && tied.has(id) ? [label] : [],
  );
};
