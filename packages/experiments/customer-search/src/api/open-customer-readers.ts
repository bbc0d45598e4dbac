import { createPool } from '@lab/db';
import type { CachedReader } from '../core/cache/cached-reader.ts';
import type { Log } from '../core/cache/log.ts';
import { openCachedReader } from '../core/cache/open-cached-reader.ts';
import type { NaiveReader, OptimizedReader } from '../core/customer-reader.ts';
import { openNaiveReader } from '../core/naive/open-naive-reader.ts';
import { createOptimizedReader } from '../core/optimized/create-optimized-reader.ts';
import { createCursorCodec } from '../core/optimized/cursor.ts';

export interface OpenCustomerReadersOptions {
  readonly databaseUrl: string;
  /** Absent: answers are cached in this process only. */
  readonly redisUrl: string | undefined;
  /** Signs cursors; every process that answers needs the same. */
  readonly cursorSecret: string;
  readonly log: Log;
  /** Most connections of each API; default 6. */
  readonly max?: number;
  /** A statement that takes longer is stopped: LabError `query-too-slow`. Default 10,000. */
  readonly statementTimeoutMs?: number;
}

interface CustomerReaders extends AsyncDisposable {
  readonly naive: NaiveReader;
  readonly optimized: OptimizedReader;
  /** The optimised one behind a cache of whole answers. */
  readonly cached: CachedReader;
}

/** What reads for both APIs, each with connections of its own: a naive request that holds its last one keeps nobody else waiting. */
export const openCustomerReaders = async (options: OpenCustomerReadersOptions): Promise<CustomerReaders> => {
  const { databaseUrl, redisUrl, cursorSecret, log, max = 6, statementTimeoutMs = 10_000 } = options;
  await using opened = new AsyncDisposableStack();
  const own = { connectionString: databaseUrl, max };
  const naive = opened.use(openNaiveReader({ ...own, applicationName: 'lab-api-naive', statementTimeoutMs }));
  const settings = { statement_timeout: String(statementTimeoutMs) };
  const pool = opened.use(createPool({ ...own, applicationName: 'lab-api-optimized', settings }));
  const optimized = createOptimizedReader({ pool, statementTimeoutMs, cursors: createCursorCodec(cursorSecret) });
  const cached = opened.use(
    await openCachedReader({
      mode: 'response',
      reader: optimized,
      pool,
      log,
      ...(redisUrl !== undefined && { redisUrl }),
    }),
  );
  const all = opened.move();
  return { naive, optimized, cached, [Symbol.asyncDispose]: () => all.disposeAsync() };
};
