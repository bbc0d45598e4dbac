import { LatencyHistogram } from './latency-histogram.ts';

/** Counts what became of the requests of one window. Times are those of `performance.now()`. */
export class Tally {
  readonly latency = new LatencyHistogram();
  readonly lag = new LatencyHistogram();
  readonly failures = new Map<string, number>();
  sent = 0;
  completed = 0;
  failed = 0;
  dropped = 0;
  late = 0;
  bytesReceived = 0;
  answeredInWindow = 0;
  readonly #endsAt: number;
  readonly #timeoutMs: number;
  readonly #lateAfterMs: number;

  constructor(window: { readonly endsAt: number; readonly timeoutMs: number; readonly lateAfterMs: number }) {
    this.#endsAt = window.endsAt;
    this.#timeoutMs = window.timeoutMs;
    this.#lateAfterMs = window.lateAfterMs;
  }

  /** A request left; in an open loop `lagMs` after it was due. */
  send(lagMs?: number): void {
    this.sent++;
    if (lagMs === undefined) return;
    this.lag.record(lagMs);
    if (lagMs > this.#lateAfterMs) this.late++;
  }

  /** A request was due and not sent. Nobody ever got its answer, so it counts with the time-out. */
  drop(): void {
    this.dropped++;
    this.latency.record(this.#timeoutMs);
  }

  /** A request that was due at `since` ended: right, or with a reason. */
  end(failure: string | undefined, bytes: number, since: number): void {
    const now = performance.now();
    this.bytesReceived += bytes;
    if (failure === undefined) {
      this.completed++;
      if (now <= this.#endsAt) this.answeredInWindow++;
      this.latency.record(now - since);
      return;
    }
    this.failed++;
    this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
    // A server that refuses at once would look fast otherwise.
    this.latency.record(Math.max(now - since, this.#timeoutMs));
  }
}
