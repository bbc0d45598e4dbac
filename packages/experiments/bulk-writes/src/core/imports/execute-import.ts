import { isBulkError } from '@lab/bulk';
import { inTransaction } from '@lab/db';
import { isLabError } from '@lab/errors';
import { acquireLease, type CancelWatch, keepLease, type Lease, releaseLease } from '@lab/jobs/server';
import type { Pool } from 'pg';
import type { WorkloadId } from '../../contract/workload-id.ts';
import { type RowRange, similarityRows } from '../dataset/similarity-rows.ts';
import { endImport } from './end-import.ts';
import { makeGenes } from './make-genes.ts';
import { notifyImport } from './notify-import.ts';
import { reportProgress } from './report-progress.ts';
import { takeTurn } from './take-turn.ts';
import { writeByStrategy } from './write-by-strategy.ts';

export interface ExecuteImportOptions {
  readonly pool: Pool;
  readonly importId: string;
  /** Name of this worker, for people. */
  readonly holder: string;
  /** Aborted when the worker stops: the import is rolled back and another worker begins it anew. */
  readonly signal: AbortSignal;
  readonly lastAttempt: boolean;
  /** Makes a cancel felt within milliseconds. */
  readonly cancels?: CancelWatch;
  /** Default 10. */
  readonly leaseSeconds?: number;
}

/** How the job ended; a failure that the queue is to try again is thrown. */
export type ImportOutcome = 'finished' | 'cancelled' | 'failed' | 'lost' | 'nothing-to-do';

interface Planned {
  readonly workload: WorkloadId;
  readonly strategy: string;
  readonly genes: number;
  readonly cancelled: boolean;
}

const begin = async (pool: Pool, lease: Lease): Promise<Planned | undefined> => {
  const { rows } = await pool.query<Planned>(
    `WITH begun AS (
       UPDATE bulk_writes_import SET status = 'running', rows_done = 0, started_at = coalesce(started_at, now())
        WHERE id = $1 AND lease = $2 AND status IN ('queued', 'running') AND source = 'generated'
       RETURNING id, workload, strategy, genes, cancel_requested_at IS NOT NULL AS cancelled)
     SELECT workload, strategy, genes, cancelled, ${notifyImport('id')} FROM begun`,
    [lease.id, lease.token],
  );
  return rows[0];
};

/** A number that follows from the import's id, so that a retry writes the same scores. */
const seedOf = (importId: string): number => Number.parseInt(importId.replaceAll('-', '').slice(-7), 16);

/**
 * One transaction holds genes, scores and the word "finished": a worker that lost its lease meanwhile is refused with all that
 * it wrote, and a crash anywhere leaves the tables as they were.
 */
const write = async (
  options: ExecuteImportOptions,
  lease: Lease,
  plan: Planned,
  signal: AbortSignal,
): Promise<void> => {
  await inTransaction(options.pool, async (client) => {
    await takeTurn(client, signal);
    const start = performance.now();
    const ids = await makeGenes(client, plan.genes);
    if (plan.workload === 'create' && plan.strategy !== 'replace-table')
      await client.query('DELETE FROM bulk_writes_gene_similarity');
    const matrix = { size: plan.genes, seed: seedOf(options.importId) };
    const range: RowRange = { count: plan.genes ** 2, version: 'first' };
    const { written } = await writeByStrategy({
      client,
      workload: plan.workload,
      strategy: plan.strategy,
      rows: similarityRows(matrix, ids, range),
      signal,
      onProgress: reportProgress(options.pool, lease),
    });
    signal.throwIfAborted();
    const seconds = (performance.now() - start) / 1000;
    await endImport(client, lease, { status: 'finished', rows: written, seconds });
  });
};

/**
 * The job `bulk-writes.import`. Safe to deliver twice: an import that has ended or is gone is left alone.
 * @throws Error while another worker holds the lease, and after failures that may pass: the queue tries again.
 */
export const executeImport = async (options: ExecuteImportOptions): Promise<ImportOutcome> => {
  const { pool, importId, holder, leaseSeconds: seconds = 10 } = options;
  const taken = await acquireLease({ database: pool, table: 'bulk_writes_import', id: importId, holder, seconds });
  if (taken.outcome === 'gone') return 'nothing-to-do';
  // Delivered again because its worker was silent: if that is dead its lease ends soon, and the queue asks once more.
  if (taken.outcome === 'held') throw new Error(`Import ${importId} is held by ${taken.holder ?? 'another worker'}.`);
  const { lease } = taken;
  const plan = await begin(pool, lease);
  if (plan === undefined) {
    await releaseLease(pool, lease);
    return 'nothing-to-do';
  }
  await using kept = keepLease({
    pool,
    lease,
    seconds,
    cancellable: true,
    ...(options.cancels && { cancels: options.cancels }),
  });
  try {
    if (plan.cancelled) return await cancelled(pool, lease);
    await write(options, lease, plan, AbortSignal.any([kept.signal, options.signal]));
    return 'finished';
  } catch (error) {
    const reason: unknown = kept.signal.aborted ? kept.signal.reason : error;
    if (isLabError(reason) && reason.code === 'lease-lost') return 'lost';
    if (isLabError(reason) && reason.code === 'cancelled') return await cancelled(pool, lease);
    return await failed(options, lease, error);
  }
};

const cancelled = async (pool: Pool, lease: Lease): Promise<ImportOutcome> => {
  await endImport(pool, lease, { status: 'cancelled', rows: 0, error: 'Cancelled; nothing was written.' });
  return 'cancelled';
};

const failed = async (options: ExecuteImportOptions, lease: Lease, error: unknown): Promise<ImportOutcome> => {
  const again = options.signal.aborted || (isBulkError(error) && error.code === 'connection-lost');
  if (again && (options.signal.aborted || !options.lastAttempt)) {
    await releaseLease(options.pool, lease);
    throw error;
  }
  const words =
    isBulkError(error) || isLabError(error) ? error.message : 'Something went wrong; the log of the worker has it.';
  await endImport(options.pool, lease, { status: 'failed', rows: 0, error: words });
  // What was foreseen has been said in the row; anything else belongs in the worker's log.
  if (!isBulkError(error) && !isLabError(error)) throw error;
  return 'failed';
};
