import type { CacheTier } from '../../contract/cache-view.ts';

export interface CacheEntry {
  readonly value: string;
  /** What it took to compute, in ms: early refresh weighs it. */
  readonly computeMs: number;
  /**
   * When it is thrown away, in ms since 1970. Only a matter of memory: whether a value is right, the version in its key says. So a clock
   * of another machine that is wrong costs hits and nothing else.
   */
  readonly expiresAt: number;
}

/** The right to compute a value, for a while. */
interface ComputeLease {
  release(): Promise<void>;
}

export type Claim =
  | { readonly kind: 'value'; readonly entry: CacheEntry }
  /** Compute it, `set` it, release the lease. */
  | { readonly kind: 'lease'; readonly lease: ComputeLease }
  /** Somebody else computes it: `wait`. */
  | { readonly kind: 'busy' };

/**
 * A place for values that may lose them at any time and never fails: where it cannot be reached it holds nothing and grants every lease.
 * Keys carry the version that their value belongs to; a key never gets a second meaning.
 */
export interface CacheStore extends AsyncDisposable {
  get(key: string): Promise<CacheEntry | undefined>;
  /** Keeps the entry until it expires or room is needed. Entries that are too large are refused and counted. */
  set(key: string, entry: CacheEntry): Promise<void>;
  /**
   * The value or, where there is none, the lease to compute it, in one step: of all that ask within `milliseconds` one gets the lease
   * (Nishtala et al., Scaling Memcache at Facebook, NSDI 2013). It ends with its release, or by itself.
   */
  claim(key: string, milliseconds: number): Promise<Claim>;
  /** The value as soon as it is there; undefined when its lease ended without one, or after `milliseconds`. */
  wait(key: string, milliseconds: number): Promise<CacheEntry | undefined>;
  /** One entry a tier, nearest first. */
  stats(): Promise<readonly CacheTier[]>;
}
