import {
  type BenchResult,
  type ExperimentContract,
  formatMetric,
  type Metric,
  type Progress,
  type Sample,
} from '@lab/bench';
import type { TapeCell, TapeRound } from '@lab/ui/tape';
import { variantLook } from './variant-look.ts';

interface TapeSource {
  readonly rounds: number;
  readonly variants: readonly string[];
  readonly progress: Progress | null;
  readonly result: BenchResult | null;
  /** Nothing more will come: no cells for rounds that never ran. */
  readonly ended: boolean;
}

const nameOf = (round: number, attempt: number): string => {
  const name = round === 0 ? 'warm-up' : `round ${round}`;
  return attempt > 1 ? `${name}, again` : name;
};

const titleOf = (sample: Sample, label: string, metric: Metric | undefined): string => {
  const place = nameOf(sample.round, sample.attempt);
  if (sample.status === 'error') return `${label}, ${place}: ${sample.error ?? 'failed'}`;
  const value = metric && sample.metrics[metric.id];
  const words = value === undefined ? '' : `: ${formatMetric(value, metric?.unit ?? '1')}`;
  const rejected = sample.status === 'rejected' ? ` (rejected: ${sample.rejectReason ?? 'the machine was busy'})` : '';
  return `${label}, ${place}${words}${rejected}`;
};

/**
 * Every sample in the order it ran, grouped by round and attempt, then what is still to come: the order of the round that
 * runs is known, that of later rounds is not.
 */
export const tapeRounds = (source: TapeSource, experiment: ExperimentContract | undefined): TapeRound[] => {
  const { progress, result } = source;
  const reports = result?.variants ?? [];
  const contract = experiment?.workloads.flatMap((workload) => workload.variants) ?? [];
  const labelOf = (id: string) => [...reports, ...contract].find((variant) => variant.id === id)?.label ?? id;
  const metric = result?.experiment.metrics.find(({ id }) => id === result.experiment.headline);

  const groups = new Map<string, { round: number; attempt: number; samples: Sample[] }>();
  for (const sample of result?.samples ?? []) {
    const key = `${sample.round}.${sample.attempt}`;
    const group = groups.get(key) ?? { round: sample.round, attempt: sample.attempt, samples: [] };
    group.samples.push(sample);
    groups.set(key, group);
  }
  const ran = [...groups.values()].toSorted((a, b) => a.round - b.round || a.attempt - b.attempt);

  const pending = (title: string): TapeCell => ({ variant: null, title, color: '', status: 'pending' });
  const done = (sample: Sample): TapeCell => ({
    variant: sample.variant,
    title: titleOf(sample, labelOf(sample.variant), metric),
    status: sample.status,
    color: variantLook(experiment, reports, sample.variant).color,
  });

  const runs = source.ended ? null : progress;
  const width = result?.plan.variants.length ?? source.variants.length;
  const current = runs?.phase === 'measuring' || runs?.current ? runs : null;

  const filled = ran.map(({ round, attempt, samples }, i): TapeRound => {
    const cells = samples.toSorted((a, b) => a.slot - b.slot).map(done);
    const isLast = i === ran.length - 1;
    const rejected = samples.some(({ status }) => status === 'rejected');
    return {
      key: `${round}.${attempt}`,
      label: nameOf(round, attempt),
      warmup: round === 0,
      cells: isLast && !rejected && current?.round === round ? [...cells, ...restOf(cells.length)] : cells,
    };
  });

  function restOf(from: number): TapeCell[] {
    return Array.from({ length: Math.max(0, width - from) }, (_, i) => {
      const slot = from + i;
      const variant = current?.order[slot];
      const here = current?.current;
      if (here && here.slot === slot && here.round === current?.round) {
        return {
          variant: here.variant,
          title: `${labelOf(here.variant)}, ${nameOf(here.round, 1)}: running`,
          status: 'running',
          progress: here.total > 0 ? here.done / here.total : 0,
          color: variantLook(experiment, reports, here.variant).color,
        };
      }
      return pending(variant ? `${labelOf(variant)}: to come` : 'to come');
    });
  }

  if (source.ended) return filled;
  const last = ran.at(-1);
  const lastRejected = last?.samples.some(({ status }) => status === 'rejected') ?? false;
  // The round that runs has no sample yet: its first attempt, or the one after a rejected round.
  const opened =
    current && (!last || current.round > last.round || lastRejected)
      ? [
          {
            key: `${current.round}.open`,
            label: nameOf(current.round, lastRejected && last?.round === current.round ? last.attempt + 1 : 1),
            warmup: current.round === 0,
            cells: restOf(0),
          },
        ]
      : [];
  const next = Math.max(last?.round ?? -1, opened.length > 0 && current ? current.round : -1) + 1;
  const later = Array.from({ length: Math.max(0, source.rounds - next + 1) }, (_, i): TapeRound => {
    const round = next + i;
    return {
      key: `${round}.later`,
      label: nameOf(round, 1),
      warmup: round === 0,
      cells: Array.from({ length: width }, () => pending('to come')),
    };
  });
  return [...filled, ...opened, ...later];
};
