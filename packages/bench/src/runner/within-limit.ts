import { formatSeconds } from '../format/format-metric.ts';

interface Limited {
  /** For the sentence: `Preparing COPY text`. */
  readonly name: string;
  readonly seconds: number;
  /** Ends the database sessions of the step, so that the server does not go on with it. */
  endSessions(): Promise<void>;
}

/**
 * A step that runs in the runner's own process, and so cannot be killed when it hangs: its sessions are ended and it is left
 * behind.
 *
 * @throws Error with one sentence when the limit passes.
 */
export const withinLimit = async <T>(limit: Limited, work: () => Promise<T>): Promise<T> => {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  let late: Error | undefined;
  const timer = setTimeout(() => {
    late = new Error(`${limit.name} had not finished after ${formatSeconds(limit.seconds)}, so it was ended.`);
    // The runner asks whether the server is still there after every failure, so this one need not be told.
    limit.endSessions().then(reject, reject);
  }, limit.seconds * 1000);
  try {
    return await Promise.race([work(), expired]);
  } catch (error) {
    throw late ?? error;
  } finally {
    clearTimeout(timer);
  }
};
