import { LabError } from '@lab/errors';
import { createPostgresBackend, createRedisBackend, runMigrations, withBackend } from 'bullmq';
import { Client, DatabaseError } from 'pg';
import { bindBackend } from './bind-backend.ts';
import type { QueueBackend } from './queue-backend.ts';

export interface QueueBackendOptions {
  readonly databaseUrl: string;
  /** Absent: the queue lives in the database too, in a schema of its own. */
  readonly redisUrl?: string | undefined;
  /** Schema on PostgreSQL, prefix of keys on Redis; default `bullmq`. */
  readonly namespace?: string;
}

const place = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port && `:${port}`}${pathname === '/' ? '' : pathname}`;
};

const migrateQueue = async (databaseUrl: string, schema: string) => {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'lab-queue-migrate',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await runMigrations(client, schema);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42501') {
      const right = `create the schema ${schema} for the job queue`;
      throw new LabError(
        'database-right-missing',
        { where: place(databaseUrl), user: client.user ?? 'unnamed', right },
        { cause: error },
      );
    }
    throw new LabError('queue-unavailable', {}, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
};

const onPostgres = async (databaseUrl: string, schema: string): Promise<QueueBackend> => {
  await migrateQueue(databaseUrl, schema);
  // BullMQ owns these pools: a worker on a pool that its caller has ended can spin at 100 % CPU.
  const connection = (max: number) => ({
    connectionString: databaseUrl,
    schema,
    max,
    keepAlive: true,
    connectionTimeoutMillis: 2000,
    application_name: 'lab-queue',
  });
  return bindBackend(withBackend(createPostgresBackend), {
    store: 'postgres',
    where: place(databaseUrl),
    producer: { connection: connection(2) },
    consumer: { connection: connection(4) },
  });
};

const onRedis = (redisUrl: string, prefix: string): QueueBackend => {
  const retryStrategy = (times: number) => Math.min(times * 100, 1000);
  return bindBackend(withBackend(createRedisBackend), {
    store: 'redis',
    where: place(redisUrl),
    producer: {
      prefix,
      connection: {
        url: redisUrl,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        connectTimeout: 2000,
        retryStrategy,
      },
    },
    consumer: { prefix, connection: { url: redisUrl, maxRetriesPerRequest: null, retryStrategy } },
  });
};

/**
 * BullMQ on Redis where there is one, else on PostgreSQL, whose tables it creates. Redis is not contacted before it is used.
 * @throws LabError `queue-unavailable`, `database-right-missing`
 */
export const createQueueBackend = async (options: QueueBackendOptions): Promise<QueueBackend> => {
  const namespace = options.namespace ?? 'bullmq';
  return options.redisUrl === undefined
    ? onPostgres(options.databaseUrl, namespace)
    : onRedis(options.redisUrl, namespace);
};
