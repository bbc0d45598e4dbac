import type { RunHeader } from '@lab/bench';
import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import type { RunStatus } from '../contract.ts';
import { appendHistory } from './append-history.ts';
import { roundsInWords } from './rounds-in-words.ts';
import type { RunDetailRow } from './run-row.ts';

/** What the holder of the lease needs to execute the run, or to go on with it. */
export interface AcquiredRun
  extends Pick<
    RunDetailRow,
    'id' | 'experiment' | 'workload' | 'params' | 'variants' | 'rounds' | 'seed' | 'reason' | 'cancel_requested_at'
  > {
  /** Fencing token: grows with every take-over. */
  readonly lease: bigint;
  readonly header: RunHeader | null;
}

export type Acquisition =
  | { readonly outcome: 'acquired'; readonly run: AcquiredRun }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'ended'; readonly status: RunStatus }
  | { readonly outcome: 'held'; readonly holder: string };

export interface AcquireRunOptions {
  readonly pool: Pool;
  readonly runId: string;
  /** Name of the worker, for people. */
  readonly holder: string;
  readonly leaseSeconds: number;
}

interface LeaseRow extends Omit<AcquiredRun, 'lease'> {
  readonly status: RunStatus;
  readonly lease: string;
  readonly lease_holder: string | null;
  readonly free: boolean;
  readonly rounds_finished: number;
}

/**
 * Takes the lease of a run that is queued, or whose holder has let it run out. Fencing tokens: Kleppmann, "How to do distributed locking" (2016).
 */
export const acquireRun = ({ pool, runId, holder, leaseSeconds }: AcquireRunOptions): Promise<Acquisition> =>
  inTransaction(pool, async (client): Promise<Acquisition> => {
    const { rows } = await client.query<LeaseRow>(
      `SELECT id, experiment, workload, params, variants, rounds, seed, reason, cancel_requested_at, header, status, lease,
         lease_holder, rounds_finished, lease_until IS NULL OR lease_until < now() AS free
       FROM run WHERE id = $1 FOR UPDATE`,
      [runId],
    );
    const row = rows[0];
    if (!row) return { outcome: 'gone' };
    if (row.status !== 'queued' && row.status !== 'running') return { outcome: 'ended', status: row.status };
    if (!row.free) return { outcome: 'held', holder: row.lease_holder ?? 'another worker' };
    const text = row.header
      ? `${holder} continues after ${roundsInWords(row.rounds_finished, row.rounds)}.`
      : `${holder} takes up the run.`;
    await client.query(
      `UPDATE run SET status = 'running', lease = lease + 1, lease_holder = $2, lease_until = now() + make_interval(secs => $3),
         started_at = coalesce(started_at, now()), progress = NULL, error = NULL, history = ${appendHistory('$4')}
       WHERE id = $1`,
      [runId, holder, leaseSeconds, text],
    );
    await client.query(`SELECT ${notifyRun('$1::text')}`, [runId]);
    return {
      outcome: 'acquired',
      run: { ...row, lease: BigInt(row.lease) + 1n },
    };
  });
