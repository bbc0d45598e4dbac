import type { CacheView } from '../contract/cache-view.ts';

/** What a host's cache did, as counters of its sample. Warm-up and probes are in it. */
export const cacheCounters = ({ hit_ratio, reads, computed, tiers }: CacheView): Record<string, number> => {
  const sum = (of: (tier: CacheView['tiers'][number]) => number | null) =>
    tiers.reduce((total, tier) => total + (of(tier) ?? 0), 0);
  return {
    cache_hit_share: hit_ratio,
    cache_reads: reads,
    cache_computed: computed,
    cache_entries: sum(({ entries }) => entries),
    cache_bytes: sum(({ bytes }) => bytes),
    cache_evictions: sum(({ evictions }) => evictions),
  };
};
