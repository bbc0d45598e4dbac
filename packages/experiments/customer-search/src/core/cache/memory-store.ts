import { LRUCache } from 'lru-cache';
import type { CacheEntry, CacheStore, Claim } from './cache-store.ts';
import { entryBytes } from './entry-bytes.ts';

export interface MemoryStoreOptions {
  /** Most memory of all entries, in bytes. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Most memory of one entry, in bytes. Default an eighth of `maxBytes`, at most 1 MiB: one answer must not throw out all others. */
  readonly maxEntryBytes?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface Held {
  readonly until: number;
  readonly ended: PromiseWithResolvers<void>;
}

/** Values of this process, the least recently used ones out first. */
export const createMemoryStore = (options: MemoryStoreOptions = {}): CacheStore => {
  const { maxBytes = 64 * 2 ** 20, now = Date.now } = options;
  const maxEntryBytes = options.maxEntryBytes ?? Math.min(Math.floor(maxBytes / 8), 2 ** 20);
  const count = { hits: 0, misses: 0, refused: 0, evictions: 0 };
  const leases = new Map<string, Held>();
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: maxBytes,
    sizeCalculation: (entry, key) => entryBytes(key, entry.value),
    dispose: (_entry, _key, reason) => {
      if (reason === 'evict') count.evictions += 1;
    },
  });

  const find = (key: string): CacheEntry | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > now()) return entry;
    entries.delete(key);
    return undefined;
  };

  const counted = (key: string): CacheEntry | undefined => {
    const entry = find(key);
    count[entry === undefined ? 'misses' : 'hits'] += 1;
    return entry;
  };

  const claim = (key: string, milliseconds: number): Claim => {
    const entry = find(key);
    if (entry !== undefined) return { kind: 'value', entry };
    const other = leases.get(key);
    if (other !== undefined && other.until > now()) return { kind: 'busy' };
    other?.ended.resolve();
    const mine: Held = { until: now() + milliseconds, ended: Promise.withResolvers() };
    leases.set(key, mine);
    const release = async (): Promise<void> => {
      if (leases.get(key) === mine) leases.delete(key);
      mine.ended.resolve();
    };
    return { kind: 'lease', lease: { release } };
  };

  return {
    get: async (key) => counted(key),
    async set(key, entry) {
      if (entryBytes(key, entry.value) > maxEntryBytes) count.refused += 1;
      else entries.set(key, entry);
      leases.get(key)?.ended.resolve();
    },
    claim: async (key, milliseconds) => claim(key, milliseconds),
    async wait(key, milliseconds) {
      const other = leases.get(key);
      if (other !== undefined) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, milliseconds);
        void other.ended.promise.then(resolve);
        await promise;
        clearTimeout(timer);
      }
      return find(key);
    },
    stats: async () => [
      {
        name: 'memory',
        reachable: true,
        ...count,
        entries: entries.size,
        bytes: entries.calculatedSize,
        max_bytes: maxBytes,
      },
    ],
    async [Symbol.asyncDispose]() {
      entries.clear();
    },
  };
};
