import type { BenchResult, Comparison, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { ratioDigits } from '../format/format-metric.ts';
import { formatSi, threeDigits } from '../format/format-number.ts';
import { winnerFirst } from '../statistics/compare.ts';
import { headlineComparison, rankVariants, unconditionalComparison } from '../statistics/headline-comparison.ts';
import { noiseFloorOf } from '../statistics/noise-floor.ts';
import { busyRounds, busyVariants, type NoiseSource } from '../statistics/noise-rules.ts';
import { analysed } from '../statistics/paired-log-ratios.ts';
import { pairsForInterval } from '../statistics/sign-interval.ts';
import { compareSentence } from './compare-sentence.ts';
import { interval, labelOf, percent, rounds } from './wording.ts';

const single = (header: RunHeader, samples: readonly Sample[]): string => {
  const [best] = rankVariants(header, samples);
  if (!best) return 'No round was finished, so there is no verdict.';
  const n = analysed(samples).filter((sample) => sample.variant === best.variant).length;
  const { verdictVerb: verb, verdictNoun: noun, metrics, headline } = header.experiment;
  const lower = metrics.find(({ id }) => id === headline)?.better === 'lower';
  const value = lower ? threeDigits(best.median) : formatSi(best.median);
  return `${labelOf(header, best.variant)} ${verb} ${value} ${noun} (median of ${rounds(n)}, results verified).`;
};

/** What must hold for the winner to be chosen, and the best of those for which nothing must. */
const conditionOf = (
  header: RunHeader,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
  winner: string | undefined,
): string[] => {
  const report = header.variants.find(({ id }) => id === winner);
  if (report?.condition === undefined) return [];
  const other = unconditionalComparison(header, samples, comparisons);
  return [
    `${report.label}: ${report.condition}.`,
    ...(other ? [`Best without that condition: ${compareSentence(header, samples, comparisons, other)}`] : []),
  ];
};

/** A/A: the same variant twice. What differs is noise. */
const noiseSentence = (header: RunHeader, samples: readonly Sample[], [first]: readonly Comparison[]): string => {
  const floor = noiseFloorOf(samples, first ? [first] : []);
  if (!first?.ci || !floor)
    return `Noise floor unknown: an interval needs at least ${pairsForInterval(header.plan.alpha)} rounds.`;
  const counted =
    floor.refused === undefined
      ? `differences below ${percent(floor.tau)} do not count here`
      : `a floor of ${percent(floor.tau)} is not used for other runs, because ${floor.refused}`;
  const name = labelOf(header, first.a).replace(/ \(a\)$| \(b\)$/, '');
  return `Noise floor: ${name} against itself gave a ratio of ${ratioDigits(first.ratio)} (${interval(header, first)}, ${rounds(first.n)}); ${counted}.`;
};

const failures = (header: RunHeader, samples: readonly Sample[]): string[] =>
  header.plan.variants.flatMap((variant) => {
    const all = samples.filter((sample) => sample.variant === variant);
    const [failed, ...more] = all.filter((sample) => sample.status === 'error');
    return failed
      ? [
          `${labelOf(header, variant)} failed in ${more.length + 1} of ${all.length} samples: ${failed.error ?? 'no reason given'}`,
        ]
      : [];
  });

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/**
 * The sentence that opens every result: "COPY binary wrote 57.4 times as many rows per second as Prisma create (95 % CI
 * 54.9 to 60.2, 8 of 8 rounds, same checksum)." Says so when it is inconclusive, when there are too few rounds
 * for an interval ("Not settled yet: …"), when the winner may not always be chosen, when a variant was capped, when a result
 * was wrong, when the machine was busy or the load generator at its limit in most rounds, and when the run was cut short.
 */
export const verdictSentence = (
  header: RunHeader,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
  status: BenchResult['status'] | 'running',
): string => {
  const isNoise = header.plan.variants.length === 2 && header.plan.variants.every((id) => /:[ab]$/.test(id));
  const found = headlineComparison(header, samples, comparisons);
  const main = isNoise
    ? noiseSentence(
        header,
        samples,
        comparisons.filter(({ headline }) => headline),
      )
    : found
      ? compareSentence(header, samples, comparisons, found)
      : single(header, samples);
  const winner = found ? winnerFirst(found).a : rankVariants(header, samples)[0]?.variant;
  const condition = isNoise ? [] : conditionOf(header, samples, comparisons, winner);
  const done = new Set(analysed(samples).map(({ round }) => round)).size;
  const inMost = (source: NoiseSource, words: string, names: readonly string[]): string => {
    const count = busyRounds(samples, source).length;
    const which = count < done ? `${count} of ${rounds(done)}` : done === 1 ? 'the only round' : `all ${rounds(done)}`;
    const whose = names.length > 0 ? ` (${names.join(', ')})` : '';
    return count * 2 > done ? `${words} in ${which}${whose}: ` : '';
  };
  const saturated = busyVariants(samples, 'generator').map((id) => labelOf(header, id));
  const doubt =
    inMost('machine', 'On a machine that was busy', []) ||
    inMost('generator', 'With a load generator that was at its limit', saturated);
  const cut =
    status === 'partial' && done < header.plan.rounds
      ? [`Stopped after ${done} of ${rounds(header.plan.rounds)}.`]
      : [];
  return [`${doubt}${main}`, ...condition, ...cut, ...failures(header, samples).map(sentence)].join(' ');
};
