import type { Comparison, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { judgePairs } from './judge-pairs.ts';
import { analysed, pairedLogRatios } from './paired-log-ratios.ts';

const compareTwo = (
  header: Pick<RunHeader, 'experiment' | 'plan'>,
  samples: readonly Sample[],
  a: string,
  b: string,
  metric: RunHeader['experiment']['metrics'][number],
): Comparison | undefined => {
  const pairs = pairedLogRatios(samples, a, b, metric);
  if (pairs.length === 0) return undefined;
  const { needPairs, ...judged } = judgePairs(pairs, header.plan);
  return {
    a,
    b,
    metric: metric.id,
    headline: metric.id === header.experiment.headline,
    ...judged,
    ...(needPairs !== undefined && { needPairs }),
  };
};

/**
 * Every variant against the baseline on every metric, and on the headline metric every further pair as well. Paired by
 * round; `ratio` > 1 means that `a` is better. A pair without a common round is left out.
 */
export const compare = (header: Pick<RunHeader, 'experiment' | 'plan'>, samples: readonly Sample[]): Comparison[] => {
  const valid = analysed(samples);
  const { baseline, variants } = header.plan;
  const others = variants.filter((variant) => variant !== baseline);
  const against = header.experiment.metrics.flatMap((metric) =>
    others.map((variant) => compareTwo(header, valid, variant, baseline, metric)),
  );
  const headline = header.experiment.metrics.find((metric) => metric.id === header.experiment.headline);
  const among = headline
    ? others.flatMap((a, i) => others.slice(i + 1).map((b) => compareTwo(header, valid, a, b, headline)))
    : [];
  return [...against, ...among].filter((comparison) => comparison !== undefined);
};

/** The same comparison seen from the other variant. */
export const turnComparison = (comparison: Comparison): Comparison => {
  const turned = {
    faster: 'slower',
    slower: 'faster',
    'no-change': 'no-change',
    inconclusive: 'inconclusive',
  } as const;
  return {
    ...comparison,
    a: comparison.b,
    b: comparison.a,
    ratio: 1 / comparison.ratio,
    ci: comparison.ci && [1 / comparison.ci[1], 1 / comparison.ci[0]],
    wins: comparison.n - comparison.wins,
    verdict: turned[comparison.verdict],
  };
};

/** The comparison with its winner first: `ratio` is never below 1. What says who won says it of this one. */
export const winnerFirst = (comparison: Comparison): Comparison =>
  comparison.ratio >= 1 ? comparison : turnComparison(comparison);
