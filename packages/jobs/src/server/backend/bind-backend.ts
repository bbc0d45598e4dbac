import type { BackendClasses, IQueueBackend } from 'bullmq';
import { bindConsumer } from './bind-consumer.ts';
import { type BoundQueue, bindQueue } from './bind-queue.ts';
import type { QueueBackend } from './queue-backend.ts';

export interface BindBackendOptions<C> {
  readonly store: QueueBackend['store'];
  readonly where: string;
  /** Of producers: gives up quickly. */
  readonly producer: { readonly connection: C; readonly prefix?: string };
  /** Of workers: waits for the store. */
  readonly consumer: { readonly connection: C; readonly prefix?: string };
}

/** The same queues and workers on either store. */
export const bindBackend = <B extends IQueueBackend, C>(
  classes: BackendClasses<B, C>,
  { store, where, producer, consumer }: BindBackendOptions<C>,
): QueueBackend => {
  const queues = new Map<string, BoundQueue>();
  const close = async () => {
    const open = [...queues.values()];
    queues.clear();
    await Promise.all(open.map((queue) => queue.close()));
  };
  return {
    store,
    where,
    queue(job) {
      const known = queues.get(job.name);
      if (known) return known;
      const queue = bindQueue(classes, job, producer);
      queues.set(job.name, queue);
      return queue;
    },
    consume: (job, options) => bindConsumer(classes, job, consumer, options),
    close,
    [Symbol.asyncDispose]: close,
  };
};
