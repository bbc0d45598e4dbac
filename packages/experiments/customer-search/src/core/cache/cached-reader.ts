import type { CacheView } from '../../contract/cache-view.ts';
import type { OptimizedListQuery } from '../../contract/list-query.ts';
import type { KeyedReader, OptimizedReader, RequestTrace } from '../customer-reader.ts';
import { canonicalQuery } from './canonical-query.ts';
import { pageCodec } from './page-codec.ts';
import { type PageRead, readByKeys } from './read-by-keys.ts';
import { type Codec, createReadThrough, type Outcome, type ReadThroughOptions } from './read-through.ts';
import { createSingleFlight, type Flight } from './single-flight.ts';
import type { VersionClock } from './version-clock.ts';

/** `ids`: the primary keys of a page are cached and its rows fetched. `response`: the whole page is. */
export type CacheMode = CacheView['mode'];

/** Only keys need a reader that answers in two steps. */
export type Behind =
  | { readonly mode: 'ids'; readonly reader: KeyedReader }
  | { readonly mode: 'response'; readonly reader: OptimizedReader };

export type CachedReaderOptions = Behind & ReadThroughOptions & { readonly clock: VersionClock };

export interface CachedReader extends OptimizedReader, AsyncDisposable {
  stats(): Promise<CacheView>;
}

const textCodec: Codec<string> = { encode: (text) => text, decode: (text) => text };

/**
 * A reader in front of a reader, with its promise: a read that begins after a write's answer has returned (write-then-wait.ts) sees that
 * write, in every process (docs/decisions/0090). Each read first takes the version from the clock; keys carry it, so a value, a flight or
 * a lease from before that write is never met. Single customers are cached in mode `response` only: by keys there is nothing to save.
 * Store and clock belong to the caller; disposal waits for early refreshes that are under way.
 */
export const createCachedReader = (options: CachedReaderOptions): CachedReader => {
  const { mode, clock, reader } = options;
  const through = createReadThrough(options);
  const pages = createSingleFlight<PageRead>();
  const customers = createSingleFlight<{ readonly value: string; readonly outcome: Outcome }>();
  const count = { reads: 0, hits: 0, joined: 0, awaited: 0, computed: 0, failed: 0, moved: 0 };
  const named = { hit: 'hits', awaited: 'awaited', computed: 'computed' } as const;

  /** Counts how a read ended, whichever way. */
  const counted = async <T extends { readonly outcome: Outcome }>(read: () => Promise<Flight<T>>): Promise<T> => {
    count.reads += 1;
    try {
      const { value, joined } = await read();
      count[joined && value.outcome !== 'hit' ? 'joined' : named[value.outcome]] += 1;
      return value;
    } catch (error) {
      count.failed += 1;
      throw error;
    }
  };

  const onMoved = (): void => {
    count.moved += 1;
  };

  const readPage = async (
    query: OptimizedListQuery,
    version: string,
    rest: string,
    trace: RequestTrace,
  ): Promise<PageRead> => {
    const keyAt = (at: string): string => `${at} ${rest}`;
    if (options.mode === 'ids')
      return readByKeys({ reader: options.reader, clock, through, query, version, keyAt, onMoved, trace });
    const list = (own: RequestTrace) => reader.list(query, own);
    const { value, outcome } = await through.read(keyAt(version), pageCodec, list, trace);
    return { page: value, outcome };
  };

  return {
    async list(query, trace) {
      const { page } = await counted(async () => {
        const version = await clock.current(trace);
        const rest = `${mode} ${canonicalQuery(query)}`;
        return pages.run(`${version} ${rest}`, () => readPage(query, version, rest, trace));
      });
      return page;
    },
    async get(id, trace) {
      if (mode === 'ids') return reader.get(id, trace);
      const { value } = await counted(async () => {
        const key = `${await clock.current(trace)} customer ${id}`;
        const get = (own: RequestTrace) => reader.get(id, own);
        return customers.run(key, () => through.read(key, textCodec, get, trace));
      });
      return value;
    },
    async stats() {
      const { reads, hits, joined, awaited } = count;
      return {
        mode,
        ...count,
        refreshed_early: through.refreshed,
        version_queries: clock.asked,
        hit_ratio: reads === 0 ? 0 : (hits + joined + awaited) / reads,
        tiers: [...(await options.store.stats())],
      };
    },
    [Symbol.asyncDispose]: () => through[Symbol.asyncDispose](),
  };
};
