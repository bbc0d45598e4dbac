import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { findExecutable, startRedis } from '@lab/services';
import { createQueueBackend, type QueueBackend } from '../../src/server/index.ts';

export const stores = ['postgres', 'redis'] as const;
export type Store = (typeof stores)[number];

const redisProgram = await findExecutable(['redis-server', 'valkey-server']);

/** Why the tests on this store cannot run here, or undefined. */
export const whyNot = (store: Store): string | undefined =>
  store === 'redis' && !redisProgram ? 'no redis-server or valkey-server on PATH' : undefined;

export interface OpenStore extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly backend: QueueBackend;
  /** What another process needs to reach the same queue. */
  readonly address: { readonly databaseUrl: string; readonly redisUrl?: string };
}

/** A database of its own and, for Redis, a server of its own. */
export const openStore = async (store: Store): Promise<OpenStore> => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await testDatabase());
  let redisUrl: string | undefined;
  if (store === 'redis') {
    const folder = await mkdtemp(join(tmpdir(), 'lab-redis-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const redis = await startRedis({ directory: join(folder, 'data') });
    if (!redis) throw new Error('There is no redis-server on PATH.');
    redisUrl = stack.use(redis).url;
  }
  const address = { databaseUrl: database.connectionString, ...(redisUrl !== undefined && { redisUrl }) };
  const backend = stack.use(await createQueueBackend(address));
  const owned = stack.move();
  return { database, backend, address, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};
