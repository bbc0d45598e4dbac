import { type BackendClasses, type IQueueBackend, UnrecoverableError, WaitingError } from 'bullmq';
import type { AnyJob } from '../../define-job.ts';
import type { Consumer, ConsumerOptions } from './queue-backend.ts';

/** How often a job may be recovered after its worker vanished: enough for restarts, an end for a job that kills every worker. */
const maxStalledCount = 5;

/** A BullMQ worker behind the interface that both stores share. */
export const bindConsumer = <B extends IQueueBackend, C>(
  { Worker }: BackendClasses<B, C>,
  job: AnyJob,
  store: { readonly connection: C; readonly prefix?: string },
  options: ConsumerOptions,
): Consumer => {
  const worker = new Worker<unknown, unknown, string>(
    job.name,
    // BullMQ hands out a signal only to a function with exactly three plain parameters.
    async (delivered, token, signal) => {
      return options.process({
        id: delivered.id ?? '',
        data: delivered.data,
        attempt: delivered.attemptsMade + 1,
        signal: signal ?? new AbortController().signal,
        async putBack() {
          await delivered.moveToWait(token);
          throw new WaitingError();
        },
      });
    },
    {
      ...store,
      concurrency: options.concurrency,
      lockDuration: options.lockDurationMs,
      stalledInterval: options.stalledIntervalMs,
      maxStalledCount,
      // How long it waits before it asks a lost store again; the default is 15 s.
      runRetryDelay: 1000,
    },
  );
  worker.on('error', options.onError);
  worker.on('failed', (failed, error) => {
    if (!failed) return;
    const final = error instanceof UnrecoverableError || failed.attemptsMade >= (failed.opts.attempts ?? 1);
    options.onFailed({ id: failed.id ?? '', data: failed.data, error, final });
  });
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'the queue has given this job to another worker');
    options.onLost(ids);
  });
  return {
    pause: () => worker.pause(true),
    // By force: the caller has waited for what runs as long as it was ready to.
    close: () => worker.close(true),
  };
};
