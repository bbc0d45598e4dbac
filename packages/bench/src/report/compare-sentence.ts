import type { Comparison, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { ratioDigits } from '../format/format-metric.ts';
import { formatCount } from '../format/format-number.ts';
import { roundsLimits } from '../plan/resolve-plan.ts';
import { winnerFirst } from '../statistics/compare.ts';
import { analysed } from '../statistics/paired-log-ratios.ts';
import { pairsForInterval } from '../statistics/sign-interval.ts';
import { tiedWith } from './tied-with.ts';
import { interval, labelOf, percent, rounds } from './wording.ts';

/** What was checked: that both (or all) wrote the very same rows, or on how many rows a capped one ran. */
const checked = (header: RunHeader, samples: readonly Sample[], { a, b }: Comparison): string[] => {
  const valid = analysed(samples).filter((sample) => sample.correctness);
  const of = (variant: string) => valid.find((sample) => sample.variant === variant);
  const [first, second] = [of(a), of(b)];
  if (!first?.correctness || !second?.correctness) return [];
  const rowsA = first.counters.rows ?? first.correctness.rows;
  const rowsB = second.counters.rows ?? second.correctness.rows;
  if (rowsA !== rowsB) {
    const capped = rowsA < rowsB ? a : b;
    const fewer = formatCount(Math.min(rowsA, rowsB));
    return [
      `${labelOf(header, capped)} on ${fewer} of ${formatCount(Math.max(rowsA, rowsB))} rows`,
      'results verified',
    ];
  }
  const variants = new Set(valid.map((sample) => sample.variant));
  const sums = new Set(valid.map((sample) => sample.correctness?.checksum));
  if (sums.size === 1 && variants.size > 2) return ['all results identical'];
  return first.correctness.checksum === second.correctness.checksum ? ['same checksum'] : ['results verified'];
};

/** What to do about an interval that is too wide. */
const settling = ({ n, needPairs = 1 }: Comparison): string =>
  n + needPairs <= roundsLimits.most
    ? `about ${rounds(needPairs).replace(/ round/, ' more round')} would settle it`
    : `more than the ${roundsLimits.most} rounds that a run may have would be needed, so settle it with longer samples or on a quieter machine`;

const enumeration = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** One comparison in words, its evidence in brackets, and what came as near to the winner as the rounds can tell. */
export const compareSentence = (
  header: RunHeader,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
  found: Comparison,
): string => {
  const { verdictVerb: verb, verdictNoun: noun } = header.experiment;
  const best = winnerFirst(found);
  const [winner, loser] = [labelOf(header, best.a), labelOf(header, best.b)];
  const times = `${winner} ${verb} ${ratioDigits(best.ratio)} times as many ${noun} as ${loser}`;
  const inRounds = `${best.wins} of ${rounds(best.n)}`;
  const facts = checked(header, samples, best);
  if (best.ci === null) {
    const least = pairsForInterval(header.plan.alpha);
    return `Not settled yet: ${times} (${[inRounds, ...facts].join(', ')}); an interval needs at least ${least} rounds.`;
  }
  const evidence = `(${[interval(header, best), inRounds, ...facts].join(', ')})`;
  switch (best.verdict) {
    case 'no-change':
      return `No difference that matters: ${winner} and ${loser} ${verb} ${noun} within ${percent(header.plan.tau)} of each other ${evidence}.`;
    case 'inconclusive':
      // Better in no more than half of the rounds is no tendency, however many more rounds there are.
      if (best.wins * 2 <= best.n) return `Not settled yet: ${times} ${evidence}.`;
      return `Inconclusive: ${times} ${evidence}; ${settling(best)}.`;
    default: {
      const tied = tiedWith(header, comparisons, best);
      const apart = tied.length > 0 ? ` ${enumeration.format(tied)} cannot be told apart from ${winner}.` : '';
      return `${times} ${evidence}.${apart}`;
    }
  }
};
