import type { Pool } from 'pg';
import { askVersion } from '../../../src/core/cache/ask-version.ts';
import type { CacheStore } from '../../../src/core/cache/cache-store.ts';
import { type CachedReader, type CacheMode, createCachedReader } from '../../../src/core/cache/cached-reader.ts';
import type { ReadThroughOptions } from '../../../src/core/cache/read-through.ts';
import { createVersionClock, type VersionClockOptions } from '../../../src/core/cache/version-clock.ts';
import type { KeyedReader, RequestTrace } from '../../../src/core/customer-reader.ts';
import { listQuery } from './list-query.ts';
import { type Row, rowsOf } from './rows-of.ts';

export interface ProcessOptions
  extends Omit<ReadThroughOptions, 'store' | 'now' | 'leaseMs'>,
    Pick<VersionClockOptions, 'leaseMs' | 'now'> {
  readonly pool: Pool;
  readonly reader: KeyedReader;
  readonly store: CacheStore;
  readonly mode: CacheMode;
  readonly wallClock?: () => number;
}

export interface OpenProcess extends AsyncDisposable {
  readonly cached: CachedReader;
  /** Rows of the page of everybody with this first name, or of all. */
  rows(firstName?: string, trace?: RequestTrace): Promise<readonly Row[]>;
}

/** All that one process of the API holds: a clock of its own in front of the given store. */
export const openProcess = (options: ProcessOptions): OpenProcess => {
  const { pool, leaseMs, now, wallClock, ...rest } = options;
  const clock = createVersionClock({
    ask: (trace) => askVersion(pool, trace),
    ...(leaseMs !== undefined && { leaseMs }),
    ...(now !== undefined && { now }),
  });
  const cached = createCachedReader({ ...rest, clock, ...(wallClock !== undefined && { now: wallClock }) });
  return {
    cached,
    rows: async (firstName, trace = { queries: 0 }) =>
      rowsOf(await cached.list(listQuery(firstName === undefined ? {} : { first_name: firstName }), trace)),
    [Symbol.asyncDispose]: () => cached[Symbol.asyncDispose](),
  };
};
