import type { ServiceState } from './system-state.ts';
import { within } from './within.ts';

/** What the cache of this process says of itself. */
export interface ProbedCache {
  stats(): Promise<{ readonly tiers: readonly { readonly name: string; readonly reachable: boolean }[] }>;
}

interface ProbeCacheOptions {
  readonly cache: ProbedCache;
  readonly timeoutMs: number;
}

const state = { id: 'cache', label: 'Cache' } as const;

/** Where answers are cached. A Redis that is away costs hits and nothing else, and is said. */
export const probeCache = async ({ cache, timeoutMs }: ProbeCacheOptions): Promise<ServiceState> => {
  try {
    const { tiers } = await within(timeoutMs, cache.stats());
    const redis = tiers.find(({ name }) => name === 'redis');
    if (!redis)
      return { ...state, using: 'Memory of the api', why: 'There is no Redis to share it with.', status: 'ok' };
    const using = 'Memory of the api, then Redis';
    const why = 'There is a Redis, so processes share what they have cached.';
    if (redis.reachable) return { ...state, using, why, status: 'ok' };
    return {
      ...state,
      using,
      why,
      status: 'down',
      detail: 'Redis does not answer; answers are right and come from memory or the database.',
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ...state, using: 'Memory of the api', why: 'It did not say.', status: 'down', detail };
  }
};
