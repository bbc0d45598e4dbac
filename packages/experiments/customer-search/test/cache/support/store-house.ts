import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExecutable, type RedisServer, startRedis } from '@lab/services';
import type { CacheStore } from '../../../src/core/cache/cache-store.ts';
import type { Log } from '../../../src/core/cache/log.ts';
import { createMemoryStore } from '../../../src/core/cache/memory-store.ts';
import { createRedisStore } from '../../../src/core/cache/redis-store.ts';
import { createTieredStore } from '../../../src/core/cache/tiered-store.ts';

export const storeKinds = ['memory', 'redis', 'memory in front of redis'] as const;
export type StoreKind = (typeof storeKinds)[number];

const redisProgram = await findExecutable(['redis-server', 'valkey-server']);

/** Why the tests on this kind cannot run here, or undefined. */
export const whyNot = (kind: StoreKind): string | undefined =>
  kind !== 'memory' && !redisProgram ? 'redis-server is not on PATH' : undefined;

const silent: Log = { info() {}, warn() {} };

interface StoreOptions {
  readonly maxBytes?: number;
  /** Bytes in memory, code units in Redis. */
  readonly largest?: number;
  readonly log?: Log;
  readonly commandTimeoutMs?: number;
}

export interface StoreHouse extends AsyncDisposable {
  /** The one Redis of the house, where its kind has one. */
  readonly redis: RedisServer | undefined;
  /** A store as another process would open it: memory of its own, the same Redis. Closed with the house. */
  open(options?: StoreOptions): Promise<CacheStore>;
}

/** A Redis of one's own, gone with its scope. */
const openRedis = async (): Promise<RedisServer> => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'lab-cache-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await startRedis({ directory: join(folder, 'data') });
  if (!server) throw new Error('There is no redis-server on PATH.');
  stack.use(server);
  const owned = stack.move();
  return { ...server, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};

export const openStoreHouse = async (kind: StoreKind): Promise<StoreHouse> => {
  await using stack = new AsyncDisposableStack();
  const redis = kind === 'memory' ? undefined : stack.use(await openRedis());
  const stores = stack.use(new AsyncDisposableStack());
  // A busy machine is not an outage.
  const create = async ({
    maxBytes,
    largest,
    log = silent,
    commandTimeoutMs = 20_000,
  }: StoreOptions): Promise<CacheStore> => {
    const limit = maxBytes !== undefined && { maxBytes };
    const memory = () => createMemoryStore({ ...limit, ...(largest !== undefined && { maxEntryBytes: largest }) });
    if (redis === undefined) return memory();
    const length = largest !== undefined && { maxEntryLength: largest };
    const shared = await createRedisStore({ url: redis.url, log, commandTimeoutMs, ...limit, ...length });
    return kind === 'redis' ? shared : createTieredStore(memory(), shared);
  };
  const owned = stack.move();
  return {
    redis,
    open: async (options = {}) => stores.use(await create(options)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};
