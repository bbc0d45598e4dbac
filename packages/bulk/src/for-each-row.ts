import { BulkError } from './bulk-error.ts';

/** Rows as they come: an array, a generator, a stream in object mode, an async generator. */
export type Rows<R> = Iterable<R> | AsyncIterable<R>;

const sourceFailed = (cause: unknown, row: number): BulkError =>
  cause instanceof BulkError
    ? cause
    : new BulkError(
        'source-failed',
        `The source of the rows failed at row ${row}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { row },
        { cause },
      );

const isAsync = <R>(rows: Rows<R>): rows is AsyncIterable<R> => Symbol.asyncIterator in rows;

const isIterable = (rows: unknown): boolean =>
  typeof rows === 'object' && rows !== null && (Symbol.iterator in rows || Symbol.asyncIterator in rows);

/** A source that cannot even begin. */
const opened = <I>(open: () => I): I => {
  try {
    return open();
  } catch (cause) {
    throw sourceFailed(cause, 1);
  }
};

/** Called with a row and its position from 1. A promise holds the source back until it settles. */
export type OnRow<R> = (row: R, position: number) => Promise<void> | undefined;

/**
 * Pulls rows one by one. Stops with the reason of `stop` when that fires, even while the source is silent, and always tells
 * the source (`return()`) when it will not be read to its end.
 */
export const forEachRow = async <R>(rows: Rows<R>, stop: AbortSignal, onRow: OnRow<R>): Promise<number> => {
  if (!isIterable(rows))
    throw new BulkError('bad-usage', 'rows must be an array, a generator or another iterable of objects.');
  return isAsync(rows) ? await pullAsync(rows, stop, onRow) : await pullSync(rows, stop, onRow);
};

const pullSync = async <R>(rows: Iterable<R>, stop: AbortSignal, onRow: OnRow<R>): Promise<number> => {
  const iterator = opened(() => rows[Symbol.iterator]());
  let position = 0;
  let open = true;
  try {
    for (;;) {
      let step: IteratorResult<R>;
      try {
        step = iterator.next();
      } catch (cause) {
        open = false;
        throw sourceFailed(cause, position + 1);
      }
      if (step.done) {
        open = false;
        return position;
      }
      position++;
      const wait = onRow(step.value, position);
      if (wait !== undefined) {
        await wait;
        stop.throwIfAborted();
      }
    }
  } finally {
    if (open)
      try {
        iterator.return?.();
      } catch {
        // What led here is the news, not that the source could not be closed.
      }
  }
};

const pullAsync = async <R>(rows: AsyncIterable<R>, stop: AbortSignal, onRow: OnRow<R>): Promise<number> => {
  const iterator = opened(() => rows[Symbol.asyncIterator]());
  let position = 0;
  let open = true;
  // One rejecter for the row that is awaited. Racing every row against one long-lived promise would leak a reaction a row.
  let interrupt: (reason: unknown) => void = () => {};
  const onStop = () => interrupt(stop.reason);
  stop.addEventListener('abort', onStop);
  try {
    for (;;) {
      stop.throwIfAborted();
      const step = await new Promise<IteratorResult<R>>((resolve, reject) => {
        interrupt = reject;
        const failed = (cause: unknown): void => {
          open = false;
          reject(sourceFailed(cause, position + 1));
        };
        try {
          iterator.next().then(resolve, failed);
        } catch (cause) {
          failed(cause);
        }
      });
      if (step.done) {
        open = false;
        return position;
      }
      position++;
      const wait = onRow(step.value, position);
      if (wait !== undefined) await wait;
    }
  } finally {
    stop.removeEventListener('abort', onStop);
    // Not awaited: a generator that is stuck in an await would never answer.
    if (open) iterator.return?.().catch(() => {});
  }
};
