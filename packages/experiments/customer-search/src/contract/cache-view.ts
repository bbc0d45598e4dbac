import { z } from 'zod';

const count = (description: string) => z.int().min(0).meta({ description });

/** One place that holds cached values. */
const cacheTierSchema = z
  .object({
    name: z.enum(['memory', 'redis']),
    reachable: z.boolean().meta({ description: 'False while it fails and the cache does without it.' }),
    hits: count('Look-ups of this process that found a value.'),
    misses: count('Look-ups of this process that found none.'),
    refused: count('Values of this process that were too large, or came when there was no room.'),
    evictions: count('Values that had to go for others: of this process in memory, of the whole server in Redis.'),
    entries: count('Values that it holds: of this process in memory, of the whole database in Redis.').nullable(),
    bytes: count('Memory that they take, about: of this process in memory, of the whole server in Redis.').nullable(),
    max_bytes: count('The limit of that.').nullable(),
  })
  .meta({ id: 'CacheTier' });
export type CacheTier = z.infer<typeof cacheTierSchema>;

/** What the cache of this process has done since it began. */
export const cacheViewSchema = z
  .object({
    mode: z.enum(['ids', 'response']),
    reads: count('Requests that asked the cache.'),
    hits: count('Requests that found their answer, or its keys.'),
    joined: count('Requests that shared the work of another one in this process.'),
    awaited: count('Requests that waited for another process to compute their answer.'),
    computed: count('Requests that computed their answer.'),
    failed: count('Requests that ended in an error; errors are not cached.'),
    refreshed_early: count('Values that were computed anew before they expired.'),
    moved: count('Pages of keys that were thrown away because a write came while their rows were fetched.'),
    version_queries: count('Statements that asked for the version alone.'),
    hit_ratio: z.number().min(0).max(1).meta({ description: 'Share of the reads that computed nothing themselves.' }),
    tiers: z.array(cacheTierSchema),
  })
  .meta({ id: 'CacheView' });
export type CacheView = z.infer<typeof cacheViewSchema>;
