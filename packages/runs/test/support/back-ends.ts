import { findExecutable, startRedis } from '@lab/services';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';

export interface BackEnd {
  readonly name: 'postgres' | 'redis';
  /** Why its tests cannot run on this machine. */
  readonly missing?: string;
  /** Starts its store where it needs one of its own. */
  start(directory: string): Promise<QueueStore>;
}

interface QueueStore extends AsyncDisposable {
  readonly redisUrl?: string;
  /** Loses every job, as a store without persistence does when it restarts. */
  empty(pool: Pool): Promise<void>;
}

const onPostgres: QueueStore = {
  empty: async (pool) => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
    );
    await pool.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  },
  [Symbol.asyncDispose]: async () => {},
};

const redisFound = (await findExecutable(['redis-server', 'valkey-server'])) !== undefined;

const onRedis: BackEnd = {
  name: 'redis',
  ...(!redisFound && { missing: 'neither redis-server nor valkey-server is on PATH' }),
  start: async (directory) => {
    const server = await startRedis({ directory });
    if (!server) throw new Error('Redis was there a moment ago.');
    return {
      redisUrl: server.url,
      empty: async () => {
        const redis = new Redis(server.url);
        await redis.flushall();
        redis.disconnect();
      },
      [Symbol.asyncDispose]: () => server.stop(),
    };
  },
};

/** Every store on which the queue can live; one test body runs on each. */
export const backEnds: readonly BackEnd[] = [{ name: 'postgres', start: async () => onPostgres }, onRedis];
