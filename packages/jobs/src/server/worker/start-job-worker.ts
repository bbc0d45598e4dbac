import { LabError } from '@lab/errors';
import type { z } from 'zod';
import type { JobDefinition } from '../../define-job.ts';
import { finalError } from '../backend/final-error.ts';
import type { Delivery } from '../backend/queue-backend.ts';
import { silent } from '../log.ts';
import type { CloseOptions, JobWorker, JobWorkerOptions } from './job-worker.ts';
import { createRunningJobs } from './running-jobs.ts';

/** Reason of a signal that aborts because the worker closes. */
export class WorkerClosing extends Error {
  override readonly name = 'WorkerClosing';
  constructor() {
    super('The worker is closing.');
  }
}

// A worker that has just let go of its last job may still be telling the store so.
const farewellMs = 250;

const parse = <Payload extends z.ZodType>(job: JobDefinition<Payload>, data: unknown): z.output<Payload> => {
  const parsed = job.payload.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new LabError('bad-input', { problem: `The payload of ${job.name} is wrong: ${parsed.error.message}` });
};

/** Processes the jobs of one queue until it is closed. Every failure of the store is survived; BullMQ reconnects. */
export const startJobWorker = <Payload extends z.ZodType>(options: JobWorkerOptions<Payload>): JobWorker => {
  const { job, backend, log = silent, concurrency = 1 } = options;
  const running = createRunningJobs();

  const process = async (delivery: Delivery) => {
    const { id, attempt } = delivery;
    if (running.closing) return delivery.putBack();
    let closed = false;
    try {
      return await running.track(id, async (stop) => {
        const signals = [delivery.signal, stop];
        if (job.timeoutSeconds !== undefined) signals.push(AbortSignal.timeout(job.timeoutSeconds * 1000));
        try {
          const payload = parse(job, delivery.data);
          const lastAttempt = attempt >= job.attempts;
          return await options.process(payload, { jobId: id, attempt, lastAttempt, signal: AbortSignal.any(signals) });
        } finally {
          closed = stop.aborted;
        }
      });
    } catch (error) {
      if (closed) return delivery.putBack();
      throw finalError(error);
    }
  };

  const tellFinalFailure = async (data: unknown, error: Error) => {
    if (!options.onFinalFailure) return;
    const parsed = job.payload.safeParse(data);
    if (!parsed.success) return;
    try {
      await options.onFinalFailure(parsed.data, error);
    } catch (failure) {
      log.error({ job: job.name, error: failure }, 'the final failure of a job could not be written down');
    }
  };

  const consumer = backend.consume(job, {
    concurrency,
    lockDurationMs: options.lockDurationMs ?? 10_000,
    stalledIntervalMs: options.stalledIntervalMs ?? 5_000,
    process,
    onError: (error) => log.warn({ job: job.name, error }, 'the queue reports an error'),
    onFailed: ({ id, data, error, final }) => {
      log.warn({ job: job.name, id, error, final }, final ? 'a job failed' : 'a job failed and is tried again');
      if (final) void tellFinalFailure(data, error);
    },
    onLost: (ids) => log.warn({ job: job.name, ids }, 'the queue has given jobs to another worker'),
  });

  let ending: Promise<{ abandoned: readonly string[] }> | undefined;
  const end = async ({ graceMs = 0, deadlineMs = 10_000 }: CloseOptions) => {
    const from = performance.now();
    running.beginClosing();
    await consumer.pause();
    if (!(await running.settle(Math.min(graceMs, deadlineMs)))) {
      running.abort(new WorkerClosing());
      await running.settle(deadlineMs - (performance.now() - from));
    }
    const abandoned = running.ids;
    await new Promise((resolve) => setTimeout(resolve, farewellMs));
    await consumer.close();
    if (abandoned.length > 0)
      log.warn({ job: job.name, abandoned }, 'jobs did not end in time; another worker gets them');
    return { abandoned };
  };
  const close = (closeOptions: CloseOptions = {}) => {
    ending ??= end(closeOptions);
    return ending;
  };
  return {
    get active() {
      return running.ids.length;
    },
    close,
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
};
