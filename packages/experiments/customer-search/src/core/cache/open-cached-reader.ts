import type { Pool } from 'pg';
import { askVersion } from './ask-version.ts';
import { type Behind, type CachedReader, createCachedReader } from './cached-reader.ts';
import type { Log } from './log.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRedisStore } from './redis-store.ts';
import { createTieredStore } from './tiered-store.ts';
import { createVersionClock } from './version-clock.ts';

export type OpenCachedReaderOptions = Behind & {
  /** Asked for the version; of the same primary as the reader's. */
  readonly pool: Pool;
  readonly log: Log;
  /** Absent: memory only. */
  readonly redisUrl?: string;
  /** Of this process, in bytes. Default 64 MiB. */
  readonly maxBytes?: number;
  /** For how long values are kept, in ms. Default 60,000. */
  readonly ttlMs?: number;
};

/** All that a process needs to read through a cache: memory, in front of Redis where there is one. Closed with its scope. */
export const openCachedReader = async (options: OpenCachedReaderOptions): Promise<CachedReader> => {
  const { pool, log, redisUrl, maxBytes, ...rest } = options;
  const memory = createMemoryStore(maxBytes === undefined ? {} : { maxBytes });
  const store =
    redisUrl === undefined ? memory : createTieredStore(memory, await createRedisStore({ url: redisUrl, log }));
  const clock = createVersionClock({ ask: (trace) => askVersion(pool, trace) });
  const cached = createCachedReader({ ...rest, store, clock });
  const close = async (): Promise<void> => {
    // First what is still computing, and would store it.
    await cached[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  };
  return { ...cached, [Symbol.asyncDispose]: close };
};
