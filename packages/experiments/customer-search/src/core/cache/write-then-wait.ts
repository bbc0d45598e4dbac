import { afterWrite, type CommitWaitOptions } from './after-write.ts';

/**
 * Runs a write that commits before it returns, and answers after the commit wait. Errors wait as well: a connection that was lost
 * during COMMIT does not tell whether it was one.
 * @throws what the write throws
 */
export const writeThenWait = async <T>(write: () => Promise<T>, options?: CommitWaitOptions): Promise<T> => {
  try {
    return await write();
  } finally {
    await afterWrite(options);
  }
};
