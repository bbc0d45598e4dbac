import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheEntry, CacheStore, Claim } from './cache-store.ts';
import { connectRedis } from './connect-redis.ts';
import type { Log } from './log.ts';
import { decodeEntry, encodeEntry } from './redis-entry.ts';
import { type RedisMemory, readRedisMemory } from './redis-memory.ts';
import { claimScript, releaseScript } from './redis-scripts.ts';
import { createWithoutRedis } from './without-redis.ts';

export interface RedisStoreOptions {
  readonly url: string;
  readonly log: Log;
  /** Before every key. Default `customer-search:`. */
  readonly prefix?: string;
  /** Most length of one value, in UTF-16 code units. Default 1 MiB. */
  readonly maxEntryLength?: number;
  /**
   * Nothing is written while the server uses more memory than this, in bytes. Default 256 MiB. It may be the server of the job queue,
   * which evicts nothing: a cache that fills it would stop the queue.
   */
  readonly maxBytes?: number;
  /** How long one command may take, in ms. Default 250. */
  readonly commandTimeoutMs?: number;
  /** For how long nothing is tried after a failure, in ms. Default 1,000. */
  readonly pauseMs?: number;
}

/** What is waited at first, and at most, between two looks for another one's value, in ms. */
const firstPauseMs = 2;
const longestPauseMs = 32;
/** How old the server's own figures may be, in ms. */
const memoryAgeMs = 1_000;

const noLease: Claim = { kind: 'lease', lease: { release: async () => {} } };

/**
 * Values that processes share, in Redis. It holds data only, never versions, so it may lose, keep or delay what it likes: a value is
 * found under the version that the database has named, or not at all. Its failures are misses.
 */
export const createRedisStore = async (options: RedisStoreOptions): Promise<CacheStore> => {
  const { url, log, prefix = 'customer-search:', maxEntryLength = 2 ** 20, maxBytes = 256 * 2 ** 20 } = options;
  const { commandTimeoutMs = 250, pauseMs = 1_000 } = options;
  const now = () => performance.now();
  const redis = connectRedis(url, commandTimeoutMs);
  const without = createWithoutRedis({ log, pauseMs, now });
  // Without a listener the loss of the connection would end the process; the next command tells.
  redis.on('error', () => undefined);
  redis.on('ready', () => without.resume());
  await without.attempt(() => redis.connect(), undefined);

  const count = { hits: 0, misses: 0, refused: 0 };
  // Keys hold what people searched for, of any length; a server that others can look into needs neither.
  const named = (key: string): string => prefix + createHash('sha256').update(key).digest('base64url');
  const counted = (text: string | null): CacheEntry | undefined => {
    const entry = text === null ? undefined : decodeEntry(text);
    count[entry === undefined ? 'misses' : 'hits'] += 1;
    return entry;
  };

  let memory: RedisMemory = { used: 0, evictions: 0 };
  let memoryAt = Number.NEGATIVE_INFINITY;
  const readMemory = async (): Promise<void> => {
    memoryAt = now();
    const info = await without.attempt(() => redis.info(), undefined);
    if (info !== undefined) memory = readRedisMemory(info);
  };

  return {
    get: async (key) => counted(await without.attempt(() => redis.get(named(key)), null)),
    async set(key, entry) {
      const ttl = Math.round(entry.expiresAt - Date.now());
      if (ttl <= 0) return;
      if (now() - memoryAt > memoryAgeMs) await readMemory();
      if (entry.value.length > maxEntryLength || memory.used > maxBytes) count.refused += 1;
      else await without.attempt(() => redis.set(named(key), encodeEntry(entry), 'PX', ttl), null);
    },
    async claim(key, milliseconds) {
      const [name, token] = [named(key), randomUUID()];
      const answer = await without.attempt(
        () => redis.eval(claimScript, 2, name, `${name}:lease`, token, milliseconds),
        null,
      );
      const entry = typeof answer === 'string' ? decodeEntry(answer) : undefined;
      if (entry !== undefined) return { kind: 'value', entry };
      if (answer === 0) return { kind: 'busy' };
      if (answer !== 1) return noLease;
      const release = async (): Promise<void> => {
        await without.attempt(() => redis.eval(releaseScript, 1, `${name}:lease`, token), null);
      };
      return { kind: 'lease', lease: { release } };
    },
    async wait(key, milliseconds) {
      const name = named(key);
      const until = now() + milliseconds;
      for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
        const [text, lease] = await without.attempt(() => redis.mget(name, `${name}:lease`), []);
        if (text != null) return decodeEntry(text);
        const left = until - now();
        if (lease == null || left <= 0) return undefined;
        await sleep(Math.min(pause, left));
      }
    },
    async stats() {
      await readMemory();
      const entries = await without.attempt(() => redis.dbsize(), null);
      const { reachable } = without;
      const { used, evictions } = memory;
      return [
        { name: 'redis', reachable, ...count, evictions, entries, bytes: reachable ? used : null, max_bytes: maxBytes },
      ];
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
};
