import type { RequestTrace } from '../customer-reader.ts';
import type { CacheEntry, CacheStore } from './cache-store.ts';
import { isDueEarly } from './is-due-early.ts';

export interface ReadThroughOptions {
  readonly store: CacheStore;
  /** Default 60,000. Versions keep values right; this only ends the life of those that nobody asks for any more. */
  readonly ttlMs?: number;
  /** For how long one reader alone may compute a value, in ms; default 5,000. Ends by itself where that reader died. */
  readonly leaseMs?: number;
  /** How long another reader waits for that value before it computes it too, in ms; default 1,000. */
  readonly waitMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** From 0 to less than 1. */
  readonly random?: () => number;
}

/** How values become text. `decode` gives undefined for what it cannot read; the value is then computed. */
export interface Codec<T> {
  encode(value: T): string;
  decode(text: string): T | undefined;
}

export type Outcome = 'hit' | 'awaited' | 'computed';

export interface ReadThrough extends AsyncDisposable {
  /**
   * The value of the store, or a computed one, which is stored.
   * @param compute is also called in the background, for early refresh, with a trace of its own
   * @throws what `compute` throws; that is not stored
   */
  read<T>(
    key: string,
    codec: Codec<T>,
    compute: (trace: RequestTrace) => Promise<T>,
    trace: RequestTrace,
  ): Promise<{ readonly value: T; readonly outcome: Outcome }>;
  /** Values computed before they expired, so far. */
  readonly refreshed: number;
}

export const createReadThrough = (options: ReadThroughOptions): ReadThrough => {
  const { store, ttlMs = 60_000, leaseMs = 5_000, waitMs = 1_000, now = Date.now, random = Math.random } = options;
  const refreshing = new Map<string, Promise<void>>();
  let refreshed = 0;

  const computeInto = async <T>(key: string, codec: Codec<T>, compute: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const value = await compute();
    const computeMs = performance.now() - start;
    await store.set(key, { value: codec.encode(value), computeMs, expiresAt: now() + ttlMs });
    return value;
  };

  const refresh = <T>(key: string, codec: Codec<T>, compute: (trace: RequestTrace) => Promise<T>): void => {
    if (refreshing.has(key)) return;
    refreshed += 1;
    const over = (): void => {
      refreshing.delete(key);
    };
    // Nobody waits for it. Where it fails, the reader that finds the value expired meets the same error and is told.
    refreshing.set(key, computeInto(key, codec, () => compute({ queries: 0 })).then(over, over));
  };

  return {
    async read(key, codec, compute, trace) {
      const decoded = (entry: CacheEntry | undefined) => (entry === undefined ? undefined : codec.decode(entry.value));
      const found = await store.get(key);
      const value = decoded(found);
      if (found !== undefined && value !== undefined) {
        if (isDueEarly(found, now(), random())) refresh(key, codec, compute);
        return { value, outcome: 'hit' };
      }
      const claim = await store.claim(key, leaseMs);
      if (claim.kind !== 'lease') {
        const other = decoded(claim.kind === 'value' ? claim.entry : await store.wait(key, waitMs));
        if (other !== undefined) return { value: other, outcome: claim.kind === 'value' ? 'hit' : 'awaited' };
      }
      try {
        return { value: await computeInto(key, codec, () => compute(trace)), outcome: 'computed' };
      } finally {
        if (claim.kind === 'lease') await claim.lease.release();
      }
    },
    get refreshed() {
      return refreshed;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(refreshing.values());
    },
  };
};
