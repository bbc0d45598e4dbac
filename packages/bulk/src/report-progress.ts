import { BulkError } from './bulk-error.ts';

/** Tells the caller how far the work is. What the caller's own function throws is no failure of server or rows. */
export const reportProgress = (onProgress: ((rows: number) => void) | undefined, rows: number): void => {
  try {
    onProgress?.(rows);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BulkError('bad-usage', `onProgress threw after ${rows} rows: ${reason}`, {}, { cause });
  }
};
