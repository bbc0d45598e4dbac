import type { CacheEntry, CacheStore } from './cache-store.ts';

/**
 * A near store in front of a far one: what the far one has is kept near, what is computed goes to both. Who may compute is decided far,
 * for all processes; within one process requests for one key share their work before they come here.
 */
export const createTieredStore = (near: CacheStore, far: CacheStore): CacheStore => {
  const keptNear = async (key: string, entry: CacheEntry | undefined): Promise<CacheEntry | undefined> => {
    if (entry !== undefined) await near.set(key, entry);
    return entry;
  };
  return {
    get: async (key) => (await near.get(key)) ?? keptNear(key, await far.get(key)),
    async set(key, entry) {
      await near.set(key, entry);
      await far.set(key, entry);
    },
    async claim(key, milliseconds) {
      const claim = await far.claim(key, milliseconds);
      if (claim.kind === 'value') await near.set(key, claim.entry);
      return claim;
    },
    wait: async (key, milliseconds) => keptNear(key, await far.wait(key, milliseconds)),
    stats: async () => [...(await near.stats()), ...(await far.stats())],
    async [Symbol.asyncDispose]() {
      await near[Symbol.asyncDispose]();
      await far[Symbol.asyncDispose]();
    },
  };
};
