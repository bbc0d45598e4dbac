import { createLogUpdate } from 'log-update';
import type { Progress } from '../contract/progress.ts';
import type { Sample } from '../contract/result.ts';
import type { RunHeader, RunnerSink } from '../contract/runner-event.ts';
import { formatMetric } from '../format/format-metric.ts';
import { rejectRound } from '../report/reject-round.ts';
import { colorsFor } from './paint.ts';
import { type LiveState, renderLive, renderProgressLine } from './render-live.ts';

export interface TerminalSinkOptions {
  /** Usually stderr, so that stdout carries the result alone. */
  readonly stream: NodeJS.WriteStream;
  /** A terminal is redrawn in place; anything else gets plain lines. */
  readonly live: boolean;
  readonly color: boolean;
}

export interface TerminalSink extends Disposable {
  readonly sink: RunnerSink;
  /** A line of its own, above or after the live view. */
  say(text: string): void;
}

const redrawMs = 100;
// A little below a second: the runner reports twice a second, and every second report is printed.
const lineMs = 900;

const sampleLine = (header: RunHeader | undefined, sample: Sample): string => {
  const label = header?.variants.find(({ id }) => id === sample.variant)?.label ?? sample.variant;
  const where = sample.round === 0 ? 'warm-up' : `round ${sample.round}`;
  if (sample.status === 'error') return `${where}: ${label}: ${sample.error}`;
  const headline = header?.experiment.metrics.find(({ id }) => id === header.experiment.headline);
  const value = headline && sample.metrics[headline.id];
  return `${where}: ${label} ${headline && value !== undefined ? formatMetric(value, headline.unit) : 'done'}`;
};

/** Shows a run while it happens: redrawn in place on a terminal, a line a second elsewhere. */
export const createTerminalSink = ({ stream, live, color }: TerminalSinkOptions): TerminalSink => {
  const colors = colorsFor(color);
  const update = live ? createLogUpdate(stream, { showCursor: true }) : undefined;
  let state: { header: RunHeader | undefined; progress: Progress | undefined; samples: Sample[] } & LiveState = {
    header: undefined,
    progress: undefined,
    samples: [],
  };
  let shown = '';
  let shownAt = Number.NEGATIVE_INFINITY;
  const due = (every: number): boolean => {
    if (performance.now() - shownAt < every) return false;
    shownAt = performance.now();
    return true;
  };
  const line = (text: string) => stream.write(`${text}\n`);
  const show = () => {
    if (update) {
      if (due(redrawMs)) update(renderLive(state, colors, stream.columns || 100));
      return;
    }
    const text = renderProgressLine(state);
    // A line that says what the last one said is no news.
    if (text === shown || !due(lineMs)) return;
    shown = text;
    line(text);
  };
  return {
    sink: (event) => {
      switch (event.type) {
        case 'progress':
          state.progress = event.progress;
          return show();
        case 'started':
          state.header = event.header;
          return show();
        case 'sample':
          state.samples = [...state.samples, event.sample];
          if (!update) line(sampleLine(state.header, event.sample));
          return;
        case 'round-rejected':
          state.samples = rejectRound(state.samples, event);
          if (!update) line(`round ${event.round} is run again: ${event.reason}`);
          return;
        case 'finished':
        case 'failed':
          update?.clear();
          state = { header: undefined, progress: undefined, samples: [] };
          return;
        case 'round-finished':
          // The warm-up is not analysed, so there is no verdict to print after it.
          if (!update && event.round > 0) line(`round ${event.round} finished: ${event.verdict}`);
      }
    },
    say: (text) => {
      update?.clear();
      line(text);
    },
    [Symbol.dispose]: () => {
      update?.clear();
      update?.done();
    },
  };
};
