/** What became of the rows. */
export interface Written {
  /** Rows read from the source. */
  readonly rows: number;
  /** Rows that the server inserted or changed. Smaller than `rows` when an update found no row, or with skipped or duplicate rows. */
  readonly written: number;
  /** Rows that gave way to a later one of the same key (`duplicates: 'last'`). */
  readonly duplicates: number;
}

/** What every verb returns. */
export interface BulkResult extends Written {
  /** From the first row pulled to the end of COMMIT. */
  readonly seconds: number;
  /** How often the server was waited for (ReadyForQuery messages), BEGIN and COMMIT included. */
  readonly roundTrips: number;
}
