import type { Client, QueryResult } from 'pg';

/** One connection during one verb, inside a transaction of its own or a savepoint of the caller's. */
export interface Session {
  readonly client: Client;
  /** Inside a transaction of the caller. */
  readonly nested: boolean;
  /** Fires when the caller aborts or something else ends the work; its reason is a BulkError. */
  readonly stop: AbortSignal;
  /** Ends the work from the side: what waits for rows stops waiting. */
  fail(error: unknown): void;
  query(sql: string, values?: readonly unknown[]): Promise<QueryResult<Record<string, unknown>>>;
  /** Runs a statement that is parsed once a connection. Its name is derived from its text, so no other can be taken for it. */
  prepared(sql: string, values: readonly unknown[]): Promise<QueryResult<Record<string, unknown>>>;
}
