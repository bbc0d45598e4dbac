import { from } from 'pg-copy-streams';
import type { Session } from '../session/session.ts';

/** A COPY FROM STDIN that is under way. */
export interface CopySink {
  /** Resolves when the socket takes more: back-pressure. Write one chunk at a time. */
  write(chunk: Buffer): Promise<void>;
  /** Ends the data; resolves with the number of rows once the server has them all. */
  finish(): Promise<number>;
  /** Makes the server drop what it got; resolves when the client is usable again. */
  cancel(reason: Error): Promise<void>;
}

/** Starts a COPY. A failure of the server stops the session's source at once, even while that is silent. */
export const openCopy = (session: Session, sql: string): CopySink => {
  const stream = session.client.query(from(sql));
  let failure: Error | undefined;
  let cancelled = false;
  let reject: (error: Error) => void = () => {};
  stream.on('error', (error: Error) => {
    failure ??= error;
    // The server's answer to our own cancel is no news; it must not hide what led to it.
    if (!cancelled) session.fail(error);
    reject(error);
  });
  const settle = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, onError) => {
      if (failure !== undefined) return onError(failure);
      reject = onError;
      start(resolve);
    });
  return {
    write: (chunk) =>
      settle((done) =>
        // The turn of the event loop lets errors, aborts and everybody else in this process in between two chunks.
        stream.write(chunk, (error) => {
          if (error === null || error === undefined) setImmediate(done);
        }),
      ),
    finish: async () => {
      await settle((done) => stream.end(done));
      return stream.rowCount;
    },
    cancel: async (reason) => {
      if (failure !== undefined || stream.destroyed) return;
      cancelled = true;
      await new Promise<void>((resolve) => {
        stream.once('close', resolve);
        stream.destroy(reason);
      });
    },
  };
};
