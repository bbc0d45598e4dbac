import { setTimeout as sleep } from 'node:timers/promises';
import { versionLeaseMs } from './version-lease-ms.ts';

export interface CommitWaitOptions {
  /** The longest lease of a reader, in ms. Default `versionLeaseMs`. */
  readonly leaseMs?: number;
  /** A clock that never goes back, in ms. Default `performance.now`. */
  readonly now?: () => number;
}

/** For the rates of two monotonic clocks, which differ by some parts in ten thousand at most, and for the timer. */
const spareMs = 1;

/**
 * The commit wait (Spanner, Corbett et al. 2012): call it when COMMIT has returned and before anybody is told. Resolves when no process
 * uses a version from before the COMMIT any more. It holds no lock and no connection: it delays this answer, not other writers.
 */
export const afterWrite = async ({
  leaseMs = versionLeaseMs,
  now = () => performance.now(),
}: CommitWaitOptions = {}): Promise<void> => {
  const until = now() + leaseMs + spareMs;
  // Node's timers may fire up to a millisecond early, and an early answer is a broken promise.
  for (let left = until - now(); left > 0; left = until - now()) await sleep(Math.ceil(left));
};
