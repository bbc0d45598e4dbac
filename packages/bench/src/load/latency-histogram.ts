import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { LatencySummary } from '../contract/load.ts';
import { valuesForPercentile } from '../statistics/percentile.ts';

const microsecondsInMs = 1000;

/**
 * Latencies in whole microseconds, to three significant digits (HdrHistogram). Percentiles of several runs come from merged
 * histograms, never from averaged percentiles.
 */
export class LatencyHistogram {
  readonly #histogram = build({ bitBucketSize: 32, autoResize: true, numberOfSignificantValueDigits: 3 });

  /** @param text what `encode` wrote, here or in any other implementation of HdrHistogram */
  static decode(text: string): LatencyHistogram {
    const decoded = new LatencyHistogram();
    decoded.#histogram.add(decodeFromCompressedBase64(text, 32, false));
    return decoded;
  }

  /** Merges what `encode` wrote: rounds of one variant, say. */
  static merge(texts: readonly string[]): LatencyHistogram {
    const merged = new LatencyHistogram();
    for (const text of texts) merged.#histogram.add(decodeFromCompressedBase64(text, 32, false));
    return merged;
  }

  record(ms: number): void {
    this.#histogram.recordValue(Math.max(0, Math.round(ms * microsecondsInMs)));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Milliseconds; undefined when there are too few values for that percentile (p95: 200, p99: 1,000). */
  percentile(percent: number): number | undefined {
    if (!(percent > 0 && percent < 100))
      throw new RangeError(`A percentile lies between 0 and 100; it was ${percent}.`);
    if (this.count < valuesForPercentile(percent)) return undefined;
    return this.#histogram.getValueAtPercentile(percent) / microsecondsInMs;
  }

  /** Milliseconds; undefined when nothing was recorded. */
  get max(): number | undefined {
    // Not the library's own maximum, which is exact only until it is encoded.
    return this.count > 0 ? this.#histogram.getValueAtPercentile(100) / microsecondsInMs : undefined;
  }

  /** HdrHistogram V2, deflated, base64: what its plotters and log readers take. */
  encode(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }

  summary(): LatencySummary {
    const [p50Ms, p95Ms, p99Ms, maxMs] = [this.percentile(50), this.percentile(95), this.percentile(99), this.max];
    return {
      count: this.count,
      ...(p50Ms !== undefined && { p50Ms }),
      ...(p95Ms !== undefined && { p95Ms }),
      ...(p99Ms !== undefined && { p99Ms }),
      ...(maxMs !== undefined && { maxMs }),
    };
  }
}
