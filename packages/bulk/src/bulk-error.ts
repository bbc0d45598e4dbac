/**
 * Everything that can go wrong, closed:
 *
 * | code | means | row known |
 * |---|---|---|
 * | `invalid-value` | a value does not fit its column, found here or by the server | yes |
 * | `source-failed` | the caller's iterable threw; `cause` is its error | yes |
 * | `constraint-violated` | a unique, foreign key, check, exclusion or NOT NULL constraint refused a row | where the server says |
 * | `duplicate-in-batch` | one key came twice in the same call | no |
 * | `aborted` | the caller's signal fired | no |
 * | `lock-timeout` | the target stayed locked by others | no |
 * | `cannot-preserve` | replaceTable would lose something of the old table; the message lists what | no |
 * | `unsupported-server` | the server is too old for this verb | no |
 * | `bad-usage` | table description or options make no sense; nothing was sent | no |
 * | `connection-lost` | the session ended, or none could be opened | no |
 * | `outcome-unknown` | the session ended while COMMIT was under way, and its answer was lost | no |
 * | `rejected-by-server` | any other error of the server; `sqlState` tells which | no |
 *
 * Whatever the code, no row of the call is in the table, with one exception: with `outcome-unknown` all may be, or none.
 */
export type BulkErrorCode =
  | 'invalid-value'
  | 'source-failed'
  | 'constraint-violated'
  | 'duplicate-in-batch'
  | 'aborted'
  | 'lock-timeout'
  | 'cannot-preserve'
  | 'unsupported-server'
  | 'bad-usage'
  | 'connection-lost'
  | 'outcome-unknown'
  | 'rejected-by-server';

export interface BulkErrorDetails {
  /** The table that was written to. */
  readonly table?: string;
  /** Position in the source, from 1. */
  readonly row?: number;
  /** First and last row of the statement that failed, where the server does not say which row it was. */
  readonly rows?: readonly [first: number, last: number];
  readonly column?: string;
  readonly constraint?: string;
  /** SQLSTATE, where the server refused. */
  readonly sqlState?: string;
  /** The server's own detail line, e.g. `Key (id)=(7) already exists.` */
  readonly detail?: string;
  /** With `cannot-preserve`: one sentence per thing that would be lost. */
  readonly obstacles?: readonly string[];
}

/** The only error that this library throws on purpose. The error that led to it is its `cause`. */
export class BulkError extends Error {
  override readonly name = 'BulkError';
  readonly code: BulkErrorCode;
  readonly table: string | undefined;
  readonly row: number | undefined;
  readonly rows: readonly [first: number, last: number] | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  readonly sqlState: string | undefined;
  readonly detail: string | undefined;
  readonly obstacles: readonly string[];

  constructor(code: BulkErrorCode, message: string, details: BulkErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.table = details.table;
    this.row = details.row;
    this.rows = details.rows;
    this.column = details.column;
    this.constraint = details.constraint;
    this.sqlState = details.sqlState;
    this.detail = details.detail;
    this.obstacles = details.obstacles ?? [];
  }
}

export const isBulkError = (error: unknown): error is BulkError => error instanceof BulkError;
