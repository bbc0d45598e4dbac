import { type QueueBackend, type RelayOptions, startJobWorker, watchCancels } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { importJob } from '../contract/import-job.ts';
import { executeImport } from '../core/imports/execute-import.ts';
import { failImport } from '../core/imports/fail-import.ts';

export interface ImportWorkerOptions {
  /** At least four connections: one listens, one writes, two report. */
  readonly pool: Pool;
  readonly backend: QueueBackend;
  /** Name of this worker, for people. */
  readonly holder: string;
  readonly log?: RelayOptions['log'];
  readonly leaseSeconds?: number;
}

export interface ImportWorker extends AsyncDisposable {
  /** Takes no further import, rolls the current one back for another worker, and ends within the deadline (default 25 s). */
  close(deadlineMs?: number): Promise<void>;
}

/** Does the jobs `bulk-writes.import`, one at a time, because they take turns on the same tables anyway. */
export const startImportWorker = ({ pool, backend, holder, log, leaseSeconds }: ImportWorkerOptions): ImportWorker => {
  const cancels = watchCancels(pool);
  const worker = startJobWorker({
    job: importJob,
    backend,
    concurrency: 1,
    ...(log && { log }),
    process: async ({ importId }, { signal, lastAttempt }) => {
      const outcome = await executeImport({
        pool,
        importId,
        holder,
        signal,
        lastAttempt,
        cancels,
        ...(leaseSeconds !== undefined && { leaseSeconds }),
      });
      log?.info({ importId, outcome }, 'import');
    },
    onFinalFailure: ({ importId }) =>
      failImport(pool, importId, 'The import failed again and again; nothing was written.'),
  });
  let closed: Promise<void> | undefined;
  const close = (deadlineMs = 25_000) => {
    closed ??= worker.close({ deadlineMs }).then(() => cancels[Symbol.asyncDispose]());
    return closed;
  };
  return { close, [Symbol.asyncDispose]: () => close() };
};
