import type { BenchResult, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { formatSeconds } from '../format/format-metric.ts';
import { compare } from '../statistics/compare.ts';
import { busyRounds, busyVariants, mostRedone, shortestSeconds } from '../statistics/noise-rules.ts';
import { verdictSentence } from './verdict-sentence.ts';

const inOrder = (a: Sample, b: Sample): number => a.round - b.round || a.attempt - b.attempt || a.slot - b.slot;

const labels = (header: RunHeader, ids: readonly string[]): string =>
  ids.map((id) => header.variants.find((variant) => variant.id === id)?.label ?? id).join(', ');

const computedNotes = (header: RunHeader, samples: readonly Sample[]): string[] => {
  const measured = samples.filter(({ phase, status }) => phase === 'measure' && status === 'ok');
  const short = header.plan.variants.flatMap((variant) => {
    const times = measured.flatMap((sample) => (sample.variant === variant ? (sample.metrics.seconds ?? []) : []));
    const least = Math.min(...times);
    return least < shortestSeconds ? [{ variant, least }] : [];
  });
  const redone = new Map(
    samples.flatMap(({ status, round, attempt, rejectReason }) =>
      status === 'rejected' ? [[`${round}.${attempt}`, { round, reason: rejectReason ?? 'no reason given' }]] : [],
    ),
  );
  const all = `no more than ${mostRedone * 100} % of the planned rounds may be run again`;
  const inRounds = (rounds: readonly number[]) => `${rounds.length === 1 ? 'round' : 'rounds'} ${rounds.join(', ')}`;
  const [busy, saturated] = [busyRounds(samples), busyRounds(samples, 'generator')];
  const saturatedBy = busyVariants(samples, 'generator');
  return [
    ...(short.length > 0
      ? [
          `Samples of ${labels(
            header,
            short.map(({ variant }) => variant),
          )} were as short as ${formatSeconds(Math.min(...short.map(({ least }) => least)))}; below ${formatSeconds(shortestSeconds)} start-up and scheduling weigh in, so use more rows.`,
        ]
      : []),
    ...[...redone.values()].map(({ round, reason }) =>
      samples.some((sample) => sample.round === round && sample.status !== 'rejected')
        ? `Round ${round} was run again: ${reason}.`
        : `Round ${round} is left out: ${reason}.`,
    ),
    ...(busy.length > 0 ? [`The machine was busy in ${inRounds(busy)}, which counts all the same: ${all}.`] : []),
    ...(saturated.length > 0
      ? [
          `The load generator was at its limit in ${inRounds(saturated)} (${labels(header, saturatedBy)}), which counts all the same: ${all}. The server may be faster than that.`,
        ]
      : []),
  ];
};

/** Builds the `lab.bench/1` result from what the runner has sent so far. Pure: statistics are always recomputed from samples. */
export const assembleResult = (
  header: RunHeader,
  samples: readonly Sample[],
  end: {
    readonly status: BenchResult['status'];
    readonly finishedAt: string | null;
  },
): BenchResult => {
  const ordered = samples.toSorted(inOrder);
  const comparisons = compare(header, ordered);
  return {
    ...header,
    finishedAt: end.finishedAt,
    status: end.status,
    samples: ordered,
    comparisons,
    notes: [...new Set([...header.notes, ...computedNotes(header, ordered)])],
    // A run without an end is still going on: it was not stopped.
    verdict: verdictSentence(header, ordered, comparisons, end.finishedAt === null ? 'running' : end.status),
  };
};
