/** What every verb takes. */
export interface BulkOptions {
  /** Stops the work: nothing of it remains, and the client is usable again. */
  readonly signal?: AbortSignal;
  /** Told the number of rows handed to the server so far, about once a chunk or statement. */
  readonly onProgress?: (rows: number) => void;
}

/** Verbs that add rows. */
export interface InsertOptions extends BulkOptions {
  /**
   * What happens to sequences behind columns whose values the rows carry themselves. `advance` (default) moves them past the
   * largest value, so that the next ordinary INSERT does not collide, and needs SELECT and UPDATE on them; `leave` saves one
   * round trip for each.
   */
  readonly sequences?: 'advance' | 'leave';
}

/** Verbs that send statements with parameters. */
export interface StatementOptions {
  /** Rows a statement; bounded by the protocol's 65,535 parameters where every value is one. */
  readonly batchRows?: number;
  /**
   * Parse a full statement once a connection, under a name. Off unless told: the plan of 5,000 parameters is 2.5 MB that every
   * pooled connection keeps for good, and poolers that lend connections by transaction may not know the name. In return
   * the server spends a third less on VALUES statements.
   */
  readonly prepare?: boolean;
}

/** Verbs that find rows by their key. */
export interface KeyedOptions extends BulkOptions {
  /**
   * A key that comes twice. `reject` (default): the whole call fails with `duplicate-in-batch`. `last`: the last row wins, and
   * the result counts the others.
   */
  readonly duplicates?: 'reject' | 'last';
  /** `write` (default) writes every row; `skip` leaves rows alone that hold these values already: no WAL, no bloat, no triggers. */
  readonly unchanged?: 'write' | 'skip';
}
