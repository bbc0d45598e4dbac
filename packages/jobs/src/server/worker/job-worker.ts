import type { z } from 'zod';
import type { JobDefinition } from '../../define-job.ts';
import type { QueueBackend } from '../backend/queue-backend.ts';
import type { Log } from '../log.ts';

/** What a processor is told beside its payload. */
export interface JobContext {
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
  /** The queue will not try again after this attempt. */
  readonly lastAttempt: boolean;
  /** Aborts when the worker closes, the time limit passes, or the queue has given the job to another; its `reason` says which. */
  readonly signal: AbortSignal;
}

export interface JobWorkerOptions<Payload extends z.ZodType> {
  readonly job: JobDefinition<Payload>;
  readonly backend: QueueBackend;
  /** Jobs at a time in this process; default 1. */
  readonly concurrency?: number;
  /**
   * Must not block the event loop for seconds: the worker's claim on the job is renewed there (compute in a thread or child).
   * A LabError that is not retryable ends the job; any other error is tried again. What it throws after the worker's closing
   * aborted its signal gives the job back without using up an attempt.
   */
  process(payload: z.output<Payload>, context: JobContext): Promise<unknown>;
  /** The job will not be tried again: the place to write that into its row. Errors thrown here are logged. */
  readonly onFinalFailure?: (payload: z.output<Payload>, error: Error) => Promise<void>;
  readonly log?: Log;
  /** A job whose worker is silent for this long is given to another; default 10,000. */
  readonly lockDurationMs?: number;
  /** How often that is checked; default 5,000. */
  readonly stalledIntervalMs?: number;
}

export interface CloseOptions {
  /** How long running jobs may go on undisturbed before their signals abort; default 0, as long jobs can be continued. */
  readonly graceMs?: number;
  /** How long they may take in all; default 10,000. What still runs then is recovered by another worker. */
  readonly deadlineMs?: number;
}

export interface JobWorker extends AsyncDisposable {
  /** Jobs that run here now. */
  readonly active: number;
  /** Ends in order, within the deadline; the ids of jobs that did not end. */
  close(options?: CloseOptions): Promise<{ readonly abandoned: readonly string[] }>;
}
