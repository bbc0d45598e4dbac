import { LabError } from '@lab/errors';

/** SQLSTATE query_canceled: what statement_timeout ends a query with. */
const queryCanceled = '57014';

const has = <K extends string>(error: unknown, key: K): error is Record<K, unknown> =>
  typeof error === 'object' && error !== null && key in error;

/** pg says it in `code`; Prisma's adapter in `originalCode` of a cause that the client keeps in its `meta`. */
const isTimeout = (error: unknown, depth = 0): boolean => {
  if (depth > 4) return false;
  if (has(error, 'code') && error.code === queryCanceled) return true;
  if (has(error, 'originalCode') && error.originalCode === queryCanceled) return true;
  if (has(error, 'cause') && isTimeout(error.cause, depth + 1)) return true;
  if (!has(error, 'meta') || !has(error.meta, 'driverAdapterError')) return false;
  return isTimeout(error.meta.driverAdapterError, depth + 1);
};

/** What to throw for an error of the database: LabError `query-too-slow` for a statement that ran into its timeout, else the error itself. */
export const explainTimeout = (error: unknown, statementTimeoutMs: number): unknown =>
  isTimeout(error) ? new LabError('query-too-slow', { seconds: statementTimeoutMs / 1000 }, { cause: error }) : error;
