import type { AnyJob } from '../../define-job.ts';

/** One message on its way to the queue. */
export interface QueueMessage {
  /** The queue keeps one job per id: adding twice is adding once. */
  readonly id: string;
  readonly payload: unknown;
  /** While a job with this key waits or runs, another one with it is dropped. */
  readonly deduplicationKey?: string | undefined;
}

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly completed: number;
  readonly failed: number;
}

/** The producer's side of one job's queue. Every call ends within about two seconds, the store being up or not. */
export interface JobQueue {
  /** @throws LabError `queue-unavailable` */
  add(messages: readonly QueueMessage[]): Promise<void>;
  /** @throws LabError `queue-unavailable` */
  counts(): Promise<JobCounts>;
}

/** What the store hands to a worker. */
export interface Delivery {
  readonly id: string;
  readonly data: unknown;
  /** From 1; a recovered job (its worker was killed) is on the attempt that was lost. */
  readonly attempt: number;
  /** Aborts when the store has taken the job away. */
  readonly signal: AbortSignal;
  /** Gives the job back unprocessed, without using up an attempt. Throws; nothing may follow. */
  putBack(): Promise<never>;
}

export interface ConsumerOptions {
  readonly concurrency: number;
  /** A job whose worker has been silent for this long is given to another. */
  readonly lockDurationMs: number;
  /** How often that is checked. */
  readonly stalledIntervalMs: number;
  process(delivery: Delivery): Promise<unknown>;
  /** The store cannot be reached, or similar; the consumer goes on by itself. */
  onError(error: Error): void;
  /** An attempt failed; `final` when it will not be tried again. */
  onFailed(failure: {
    readonly id: string;
    readonly data: unknown;
    readonly error: Error;
    readonly final: boolean;
  }): void;
  /** Another worker will get these jobs, or has them. */
  onLost(ids: readonly string[]): void;
}

/** The worker's side of one job's queue. */
export interface Consumer {
  /** Takes no further job; those that run go on. */
  pause(): Promise<void>;
  /** Lets go of the store. What still runs is left to be recovered by another worker. */
  close(): Promise<void>;
}

/** Where jobs wait: BullMQ on PostgreSQL or on Redis, with the same behaviour. */
export interface QueueBackend extends AsyncDisposable {
  readonly store: 'postgres' | 'redis';
  /** Host, port and database, without a password. */
  readonly where: string;
  queue(job: AnyJob): JobQueue;
  consume(job: AnyJob, options: ConsumerOptions): Consumer;
  close(): Promise<void>;
}
