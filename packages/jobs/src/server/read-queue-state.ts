import type { AnyJob } from '../define-job.ts';
import type { JobCounts, QueueBackend } from './backend/queue-backend.ts';

export interface QueueState {
  readonly store: 'postgres' | 'redis';
  readonly where: string;
  readonly reachable: boolean;
  /** Why it is not, in the words of its driver. */
  readonly problem?: string;
  /** Of each job; empty when the store is not reachable. */
  readonly counts: Readonly<Record<string, JobCounts>>;
}

/** How the queue is, for a health check or a page. Answers within about two seconds, also when the store does not. */
export const readQueueState = async (backend: QueueBackend, jobs: readonly AnyJob[]): Promise<QueueState> => {
  const { store, where } = backend;
  try {
    const counts = await Promise.all(jobs.map(async (job) => [job.name, await backend.queue(job).counts()] as const));
    return { store, where, reachable: true, counts: Object.fromEntries(counts) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const problem = cause instanceof Error && cause.message ? cause.message : 'no answer';
    return { store, where, reachable: false, problem, counts: {} };
  }
};
