import type { CacheEntry } from './cache-store.ts';

/**
 * Whether this reader should compute the value anew although it has not expired: the closer the end and the dearer the value, the likelier.
 * XFetch with beta = 1 (Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede Prevention, VLDB 2015). Each process
 * draws for itself; none has to know of the others.
 * @param now ms since 1970
 * @param random from 0 to less than 1
 */
export const isDueEarly = (entry: CacheEntry, now: number, random: number): boolean =>
  now - entry.computeMs * Math.log(1 - random) >= entry.expiresAt;
