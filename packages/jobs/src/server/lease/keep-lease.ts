import { LabError } from '@lab/errors';
import { escapeIdentifier, type Pool } from 'pg';
import type { Lease } from './lease.ts';
import { renewLease } from './renew-lease.ts';
import type { CancelWatch } from './watch-cancels.ts';

export interface KeepLeaseOptions {
  readonly pool: Pool;
  readonly lease: Lease;
  readonly seconds: number;
  /** Time between two renewals; default a third of the lease. */
  readonly everyMs?: number;
  /** Also read the column `cancel_requested_at` with each renewal. */
  readonly cancellable?: boolean;
  /** Makes a cancel felt within milliseconds. */
  readonly cancels?: CancelWatch;
}

export interface KeptLease extends AsyncDisposable {
  /** Aborts with a LabError: `lease-lost` (write nothing more), or `cancelled`. */
  readonly signal: AbortSignal;
}

/**
 * Renews a lease until it is disposed or lost. A database that cannot be reached is asked again while the lease can still be ours; by
 * the monotonic clock of this process, begun before the request, so that a stopped process (SIGSTOP) finds out as soon as it goes on.
 */
export const keepLease = (options: KeepLeaseOptions): KeptLease => {
  const { pool, lease, seconds, everyMs = (seconds * 1000) / 3, cancellable = false } = options;
  const ended = new AbortController();
  const work = new AbortController();
  let heldUntil = performance.now() + seconds * 1000;
  let wake = () => {};
  let hinted = false;

  const isCancelled = async (): Promise<boolean> => {
    if (!cancellable) return false;
    const { rows } = await pool.query<{ asked: boolean }>(
      `SELECT cancel_requested_at IS NOT NULL AS asked FROM ${escapeIdentifier(lease.table)} WHERE id = $1`,
      [lease.id],
    );
    return rows[0]?.asked === true;
  };
  const renew = async (): Promise<'held' | 'lost'> => {
    const from = performance.now();
    try {
      if (!(await renewLease({ database: pool, lease, seconds }))) return 'lost';
      heldUntil = from + seconds * 1000;
      if (await isCancelled()) work.abort(new LabError('cancelled'));
      return 'held';
    } catch {
      return performance.now() < heldUntil ? 'held' : 'lost';
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      if (hinted || ended.signal.aborted) return resolve();
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const keep = async () => {
    while (!ended.signal.aborted) {
      hinted = false;
      if ((await renew()) === 'lost') {
        if (!ended.signal.aborted) work.abort(new LabError('lease-lost', { what: `${lease.table} ${lease.id}` }));
        return;
      }
      await pause();
    }
  };

  const unsubscribe = options.cancels?.subscribe(lease, () => {
    hinted = true;
    wake();
  });
  const keeping = keep();
  return {
    signal: work.signal,
    async [Symbol.asyncDispose]() {
      unsubscribe?.();
      ended.abort();
      wake();
      await keeping;
    },
  };
};
