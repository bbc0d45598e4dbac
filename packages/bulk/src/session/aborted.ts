import { BulkError } from '../bulk-error.ts';

/** The error of a call whose signal fired. */
export const aborted = (table: string, signal: AbortSignal): BulkError =>
  new BulkError(
    'aborted',
    `Writing to table ${table} was aborted; nothing was written.`,
    { table },
    { cause: signal.reason },
  );
