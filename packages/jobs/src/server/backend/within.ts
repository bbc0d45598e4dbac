import { LabError } from '@lab/errors';

/** Ends a call to the store that hangs: its drivers would rather wait for the store to come back. */
export const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([work, promise]);
  } catch (error) {
    // The loser of the race must not end the process when it fails later.
    work.catch(() => undefined);
    throw new LabError('queue-unavailable', {}, { cause: error });
  } finally {
    clearTimeout(timer);
  }
};
