import type { BackendClasses, IQueueBackend, JobsOptions } from 'bullmq';
import type { AnyJob } from '../../define-job.ts';
import type { JobQueue, QueueMessage } from './queue-backend.ts';
import { within } from './within.ts';

const answerWithinMs = 2000;

const jobOptions = (job: AnyJob, message: QueueMessage): JobsOptions => ({
  jobId: message.id,
  attempts: job.attempts,
  backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.2 },
  // Ids of finished jobs are kept for an hour: a relay that crashed between adding and marking adds in vain until then.
  removeOnComplete: { age: 3600, count: 10_000 },
  removeOnFail: { age: 7 * 24 * 3600, count: 10_000 },
  stackTraceLimit: 10,
  ...(message.deduplicationKey !== undefined && { deduplication: { id: message.deduplicationKey } }),
});

export interface BoundQueue extends JobQueue {
  close(): Promise<void>;
}

/**
 * A queue that fails fast. Its drivers reconnect by themselves, with one exception that it mends: BullMQ remembers a first connection
 * that failed for ever, so such a queue is replaced.
 */
export const bindQueue = <B extends IQueueBackend, C>(
  { Queue }: BackendClasses<B, C>,
  job: AnyJob,
  options: { readonly connection: C; readonly prefix?: string },
): BoundQueue => {
  const open = () => {
    const queue = new Queue<unknown, unknown, string>(job.name, options);
    // The caller hears of it from the call that fails.
    queue.on('error', () => undefined);
    return queue;
  };
  type OpenQueue = ReturnType<typeof open>;
  let current: OpenQueue | undefined;

  // By force: in order, a client whose server is gone is left behind, reconnecting for ever.
  const end = (queue: OpenQueue) =>
    queue
      .getBackend()
      .close(true)
      .catch(() => undefined);

  const ready = async (queue: OpenQueue) => {
    try {
      await queue.waitUntilReady();
    } catch (error) {
      if (current === queue) current = undefined;
      await end(queue);
      throw error;
    }
  };
  const use = <T>(work: (queue: OpenQueue) => Promise<T>): Promise<T> => {
    current ??= open();
    const queue = current;
    return within(
      answerWithinMs,
      ready(queue).then(() => work(queue)),
    );
  };

  return {
    async add(messages) {
      await use((queue) =>
        queue.addBulk(
          messages.map((message) => ({ name: job.name, data: message.payload, opts: jobOptions(job, message) })),
        ),
      );
    },
    counts: () =>
      use(async (queue) => {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed', 'prioritized');
        const of = (name: string) => counts[name] ?? 0;
        return {
          waiting: of('waiting') + of('prioritized'),
          active: of('active'),
          delayed: of('delayed'),
          completed: of('completed'),
          failed: of('failed'),
        };
      }),
    async close() {
      const queue = current;
      current = undefined;
      if (queue) await end(queue);
    },
  };
};
