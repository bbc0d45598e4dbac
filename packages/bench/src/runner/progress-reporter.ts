import type { Progress } from '../contract/progress.ts';
import type { Sample } from '../contract/result.ts';
import type { RunnerSink } from '../contract/runner-event.ts';

const everyMs = 500;

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

/** Tells the sink where the run stands: at once on every change that matters, and twice a second in between. */
export class ProgressReporter implements Disposable {
  readonly #sink: RunnerSink;
  readonly #variants: readonly string[];
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  /** Seconds of the whole cycle (prepare, measure, verify) of each variant's last sample. */
  readonly #cycles = new Map<string, number>();
  #currentSince = performance.now();
  #progress: Progress;
  #dirty = false;
  #sending: Promise<void> | undefined;

  constructor(sink: RunnerSink, variants: readonly string[], rounds: number, firstRound: number) {
    this.#sink = sink;
    this.#variants = variants;
    this.#progress = {
      phase: 'preparing',
      round: firstRound,
      rounds,
      samplesDone: firstRound * variants.length,
      samplesTotal: (rounds + 1) * variants.length,
      redone: 0,
      order: [],
      current: null,
      elapsedSeconds: 0,
      etaSeconds: null,
    };
    this.#timer = setInterval(() => this.#send(), everyMs);
    this.#timer.unref();
  }

  /** Changes what is shown. `now: false` leaves it to the timer, for what changes often. */
  update(change: Partial<Progress>, now = true): void {
    if (change.current && change.current.variant !== this.#progress.current?.variant)
      this.#currentSince = performance.now();
    this.#progress = { ...this.#progress, ...change };
    this.#dirty = true;
    if (now) this.#send();
  }

  sampleDone({ variant }: Pick<Sample, 'variant'>, startedAt: number): void {
    this.#cycles.set(variant, secondsSince(startedAt));
    this.update({ samplesDone: this.#progress.samplesDone + 1, current: null });
  }

  roundRejected(samples: number): void {
    this.update({ samplesDone: this.#progress.samplesDone - samples, redone: this.#progress.redone + 1 });
  }

  /** Waits for what is under way, so that no progress comes after the result. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  /** Known once every variant has run: each sample that is left costs as much as the last one of its variant. */
  #eta(): number | null {
    if (this.#cycles.size < this.#variants.length) return null;
    const costOf = (variants: readonly string[]) => variants.reduce((sum, id) => sum + (this.#cycles.get(id) ?? 0), 0);
    const { round, rounds, order, current } = this.#progress;
    const left = current ? order.slice(current.slot) : [];
    const running = current ? Math.min(secondsSince(this.#currentSince), costOf([current.variant])) : 0;
    const whole = Math.max(0, rounds - round);
    return Math.max(0, whole * costOf(order.length > 0 ? order : this.#variants) + costOf(left) - running);
  }

  #send(): void {
    // A slow sink gets the newest state when it is ready, never a queue of old ones.
    if (this.#sending) return;
    const progress = { ...this.#progress, elapsedSeconds: secondsSince(this.#startedAt), etaSeconds: this.#eta() };
    this.#dirty = false;
    this.#sending = Promise.resolve(this.#sink({ type: 'progress', progress }))
      .catch(() => {})
      .finally(() => {
        this.#sending = undefined;
        if (this.#dirty) this.#send();
      });
  }
}
