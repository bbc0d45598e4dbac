import { errorTable, isLabError } from '@lab/errors';
import { UnrecoverableError } from 'bullmq';

/** The error for the queue: one that says it is pointless to try again ends the job, any other is tried again. */
export const finalError = (error: unknown): Error => {
  if (isLabError(error) && !errorTable[error.code].retryable) {
    return Object.assign(new UnrecoverableError(error.message), { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
};
