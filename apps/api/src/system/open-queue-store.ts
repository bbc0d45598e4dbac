import { join, sep } from 'node:path';
import { Redis } from 'ioredis';
import type { HealthCheck } from '../http/health-routes.ts';
import { createJobCounter, type JobCounter, type JobCounterOptions } from './count-jobs.ts';
import { reasonOf } from './reason-of.ts';
import type { ServiceState } from './system-state.ts';
import { within } from './within.ts';

export interface QueueStoreOptions extends JobCounterOptions {
  /** The checkout: a Redis whose folder lies below its `.lab` was started by `lab dev`. */
  readonly labRoot: string | undefined;
}

/** The place where the queue keeps its jobs, as health and the system card see it. The API itself only writes the outbox. */
export interface QueueStore extends AsyncDisposable {
  /** Undefined on Postgres, whose own check says it all. */
  readonly check: HealthCheck | undefined;
  probe(): Promise<ServiceState>;
}

const base = { id: 'queue', label: 'Queue' } as const;

const onPostgres = (counter: JobCounter): QueueStore => ({
  check: undefined,
  probe: async () => {
    const state = { ...base, using: 'BullMQ on PostgreSQL', why: 'There is no REDIS_URL and no Redis on PATH.' };
    try {
      return { ...state, status: 'ok', detail: await counter.describe() };
    } catch (error) {
      return { ...state, status: 'down', detail: reasonOf(error) };
    }
  },
  [Symbol.asyncDispose]: () => counter[Symbol.asyncDispose](),
});

const isPrivate = async (client: Redis, labRoot: string | undefined): Promise<boolean> => {
  if (labRoot === undefined) return false;
  // Managed servers forbid CONFIG; those are not ours.
  const answer = await client.config('GET', 'dir').catch(() => undefined);
  return Array.isArray(answer) && String(answer[1]).startsWith(join(labRoot, '.lab') + sep);
};

const onRedis = (counter: JobCounter, { timeoutMs, labRoot }: QueueStoreOptions, url: string): QueueStore => {
  const client = new Redis(url, {
    connectionName: 'lab-api',
    // A question to a store that is away fails at once instead of waiting for it in memory.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: timeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  let lastError = 'not connected yet';
  client.on('error', (error) => {
    lastError = reasonOf(error);
  });
  const ping = async () => {
    if (client.status !== 'ready') throw new Error(lastError);
    await within(timeoutMs, client.ping());
  };
  const where = new URL(url).host;
  return {
    check: { id: 'queue', label: 'Queue (Redis)', run: ping },
    probe: async () => {
      let why = 'REDIS_URL names it.';
      try {
        await ping();
        if (await within(timeoutMs, isPrivate(client, labRoot)))
          why = 'REDIS_URL is not set, and a Redis was found on PATH: it runs privately in .lab.';
        const version = /^(?:valkey|redis)_version:(\S+)/m.exec(await within(timeoutMs, client.info('server')))?.[1];
        return {
          ...base,
          using: `BullMQ on Redis ${version ?? ''} at ${where}`,
          why,
          status: 'ok',
          detail: await counter.describe(),
        };
      } catch (error) {
        return { ...base, using: `BullMQ on Redis at ${where}`, why, status: 'down', detail: reasonOf(error) };
      }
    },
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
      await counter[Symbol.asyncDispose]();
    },
  };
};

/** Redis where there is one, else Postgres. Never throws because the store is away. */
export const openQueueStore = (options: QueueStoreOptions): QueueStore => {
  const counter = createJobCounter(options);
  return options.redisUrl ? onRedis(counter, options, options.redisUrl) : onPostgres(counter);
};
