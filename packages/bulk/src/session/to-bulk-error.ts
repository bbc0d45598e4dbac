import { DatabaseError } from 'pg';
import { BulkError, type BulkErrorCode } from '../bulk-error.ts';

/** Where a row came from, when the server only knows its own line. */
export type RowOfLine = (line: number) => number | undefined;

const codeOf = (sqlState: string): BulkErrorCode => {
  if (sqlState.startsWith('23')) return 'constraint-violated';
  // Data exceptions, untranslatable characters among them.
  if (sqlState.startsWith('22')) return 'invalid-value';
  if (sqlState === '21000') return 'duplicate-in-batch';
  // The caller's transaction had failed already. Before its last answer has been read to the end, only the server knows.
  if (sqlState === '25P02') return 'bad-usage';
  if (sqlState === '55P03' || sqlState === '40P01') return 'lock-timeout';
  // 57P01..05: the server ends the session; 08: the connection broke.
  // 08P01 is the server's word for data that it cannot read; the connection lives.
  if (sqlState.startsWith('57P') || (sqlState.startsWith('08') && sqlState !== '08P01')) return 'connection-lost';
  return 'rejected-by-server';
};

// `COPY gene, line 7, column id: "x"`. The one place in which the server says which row it was.
const copyLine = /\bCOPY .+?, line (\d+)/;

const isConnectionError = (error: Error): boolean =>
  /Connection terminated|not queryable|ECONNRE|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|server closed|Client has encountered/.test(
    `${error.message} ${'code' in error ? String(error.code) : ''}`,
  );

/** pg's prototype is not shared between two copies of pg, so a foreign one is known by its fields. */
const isDatabaseError = (error: Error): error is DatabaseError =>
  error instanceof DatabaseError || ('severity' in error && 'code' in error && typeof error.code === 'string');

/** Whether a living server answered, so that what it was asked for did not happen. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && isDatabaseError(error) && codeOf(error.code ?? '') !== 'connection-lost';

/** Codes that are about what a row holds; a row that others name happened to be under way. */
export const concernsRows = (code: BulkErrorCode): boolean =>
  code === 'invalid-value' ||
  code === 'constraint-violated' ||
  code === 'duplicate-in-batch' ||
  code === 'rejected-by-server';

/** Gives any error of driver or server its place in the closed table. */
export const toBulkError = (error: unknown, table: string, rowOfLine: RowOfLine = (line) => line): BulkError => {
  if (error instanceof BulkError) return error;
  if (!(error instanceof Error)) return new BulkError('rejected-by-server', String(error), { table }, { cause: error });
  if (!isDatabaseError(error)) {
    const code = isConnectionError(error) ? 'connection-lost' : 'rejected-by-server';
    return new BulkError(code, `Table ${table}: ${error.message}`, { table }, { cause: error });
  }
  const sqlState = error.code ?? '';
  const line = copyLine.exec(error.where ?? '')?.[1];
  const code = codeOf(sqlState);
  const row = line === undefined || !concernsRows(code) ? undefined : rowOfLine(Number(line));
  const detail = error.detail === undefined ? '' : ` ${error.detail}`;
  return new BulkError(
    code,
    `Table ${table}${row === undefined ? '' : `, row ${row}`}: ${error.message}.${detail}`,
    {
      table,
      sqlState,
      ...(row === undefined ? {} : { row }),
      ...(error.column === undefined ? {} : { column: error.column }),
      ...(error.constraint === undefined ? {} : { constraint: error.constraint }),
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    },
    { cause: error },
  );
};
