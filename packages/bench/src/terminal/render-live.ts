import type { Progress } from '../contract/progress.ts';
import type { Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { formatSeconds } from '../format/format-metric.ts';
import { formatCount } from '../format/format-number.ts';
import { compare } from '../statistics/compare.ts';
import { type Colors, marksOf } from './paint.ts';
import { renderComparisonTable } from './render-comparison-table.ts';
import { renderTape } from './render-tape.ts';

/** Everything that has been heard of a run so far. */
export interface LiveState {
  readonly header: RunHeader | undefined;
  readonly progress: Progress | undefined;
  readonly samples: readonly Sample[];
}

const labelOf = (header: RunHeader | undefined, id: string): string =>
  header?.variants.find((variant) => variant.id === id)?.label ?? id;

/** `about 2 min 5 s left`, without the false precision of milliseconds. */
const etaText = (seconds: number | null): string =>
  seconds === null || seconds < 0.5
    ? ''
    : `about ${formatSeconds(Math.max(1, Math.round(seconds))).replace(/\.\d+/, '')} left`;

const roundText = ({ round, rounds, phase, samplesTotal }: Progress): string => {
  if (phase === 'waiting') return 'Waiting';
  if (phase === 'finishing') return 'Finishing';
  if (samplesTotal === 0) return 'Preparing';
  return round === 0 ? 'Warm-up' : `Round ${round} of ${rounds}`;
};

const currentText = ({ current }: Progress): string =>
  current && current.total > 0 ? `${formatCount(current.done)} of ${formatCount(current.total)} ${current.unit}` : '';

/** Where the run stands, in one line without control characters. */
export const renderProgressLine = ({ header, progress }: LiveState): string => {
  if (!progress) return 'Starting';
  const { samplesDone, samplesTotal, current, redone, note, phase } = progress;
  return [
    roundText(progress),
    ...(samplesTotal > 0 ? [`${samplesDone} of ${samplesTotal} samples`] : []),
    ...(current ? [`${labelOf(header, current.variant)} ${currentText(progress)}`] : []),
    ...(redone > 0 ? [`${redone} ${redone === 1 ? 'round' : 'rounds'} run again`] : []),
    etaText(progress.etaSeconds),
    ...(note && (phase === 'waiting' || !current) ? [note] : []),
  ]
    .filter(Boolean)
    .join(', ');
};

const bar = (share: number, width: number, colors: Colors): string => {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return colors.green('█'.repeat(full)) + colors.dim('░'.repeat(width - full));
};

/** The whole live view: head line, the sample that runs, the tape, the table so far. */
export const renderLive = (state: LiveState, colors: Colors, width: number): string => {
  const { header, progress, samples } = state;
  if (!header) return renderProgressLine(state);
  const marks = marksOf(header.variants, colors);
  const { experiment, plan } = header;
  const lines = [`${colors.bold(experiment.title)} · ${plan.workload} · ${experiment.dataset.name}`];
  if (progress) {
    const { current, samplesDone, samplesTotal, elapsedSeconds, redone, etaSeconds } = progress;
    const parts = [
      roundText(progress),
      `${samplesDone} of ${samplesTotal} samples`,
      ...(redone > 0 ? [`${redone} run again`] : []),
      `${formatSeconds(Math.round(elapsedSeconds)).replace(/\.\d+/, '')} so far`,
      etaText(etaSeconds),
    ];
    lines.push(parts.filter(Boolean).join(' · '));
    const mark = current && marks.get(current.variant);
    lines.push(
      current
        ? `${mark?.paint(labelOf(header, current.variant))} ${bar(current.done / Math.max(1, current.total), 24, colors)} ${currentText(progress)}`
        : colors.dim(progress.note ?? ''),
    );
  }
  if (samples.length > 0) {
    lines.push('', renderTape(samples, marks, colors, width));
    const comparisons = compare(header, samples);
    lines.push('', colors.dim('medians so far, the unfinished round included'));
    lines.push(renderComparisonTable({ ...header, samples: [...samples], comparisons }, marks, colors, width));
  }
  return lines.join('\n');
};
