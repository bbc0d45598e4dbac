import { createHash } from 'node:crypto';
import type { Client, Pool, QueryResult } from 'pg';
import { BulkError } from '../bulk-error.ts';
import { aborted } from './aborted.ts';
import { claimClient } from './claim-client.ts';
import { countRoundTrips } from './count-round-trips.ts';
import { isPool } from './is-pool.ts';
import { lendClient } from './lend-client.ts';
import { sendCancel } from './send-cancel.ts';
import type { Session } from './session.ts';
import { isRefusal, toBulkError } from './to-bulk-error.ts';

/** Where to write: a pool lends a connection for the call; a client may be inside a transaction of the caller. */
export type Database = Pool | Client;

export interface SessionOptions {
  readonly table: string;
  readonly signal: AbortSignal | undefined;
  /** Verbs that cannot share the caller's transaction. */
  readonly ownTransaction?: boolean;
  /** A query whose rows `work` needs before anything else; it costs no round trip. */
  readonly opening?: string;
}

const statementName = (sql: string): string => `bulk_${createHash('sha1').update(sql).digest('hex')}`;

/** Begins, and reads what is to be known beforehand in the same round trip. */
const begin = async (
  client: Client,
  nested: boolean,
  opening: string | undefined,
): Promise<readonly Record<string, unknown>[]> => {
  const start = nested ? 'SAVEPOINT bulk_write' : 'BEGIN';
  if (opening === undefined) {
    await client.query(start);
    return [];
  }
  // Several statements have several results, which the driver's types do not know.
  const results: unknown = await client.query(`${start}; ${opening}`);
  const last: QueryResult<Record<string, unknown>> | undefined = Array.isArray(results) ? results.at(-1) : undefined;
  return last?.rows ?? [];
};

const outcomeUnknown = (table: string, cause: unknown): BulkError =>
  new BulkError(
    'outcome-unknown',
    `Table ${table}: the connection broke during COMMIT. The rows are all in the table, or none is: look before you try again.`,
    { table },
    { cause },
  );

const isPgClient = (database: unknown): boolean =>
  typeof database === 'object' && database !== null && 'query' in database && 'connect' in database;

/**
 * Runs `work` all or nothing: in its own transaction or, when the client is inside one already, under a savepoint. On an abort
 * the running statement is cancelled. Afterwards the client is usable, or discarded when its connection broke.
 *
 * @throws BulkError, always.
 */
export const withSession = async <T>(
  database: Database,
  { table, signal, ownTransaction = false, opening }: SessionOptions,
  work: (session: Session, opened: readonly Record<string, unknown>[]) => Promise<T>,
): Promise<{ value: T; seconds: number; roundTrips: number }> => {
  if (signal?.aborted) throw aborted(table, signal);
  if (!isPgClient(database)) throw new BulkError('bad-usage', `Table ${table}: pass a pg Pool or Client.`, { table });
  const lent = isPool(database) ? await lendClient(database, table, signal) : undefined;
  const client = lent ?? (isPool(database) ? undefined : database);
  if (client === undefined) throw new BulkError('bad-usage', 'Pass a pg Pool or Client.', { table });
  const controller = new AbortController();
  let broken: Error | undefined;
  // Without a listener a lost connection would end the whole process.
  const onClientError = (error: Error) => {
    broken = error;
    controller.abort(toBulkError(error, table));
  };
  const cancels: Promise<void>[] = [];
  const onAbort = () => {
    if (signal !== undefined) controller.abort(aborted(table, signal));
    cancels.push(sendCancel(client));
  };
  client.on('error', onClientError);
  try {
    using _claim = claimClient(client, table, ownTransaction);
    using counter = countRoundTrips(client);
    const nested = client.getTransactionStatus() === 'T';
    const session: Session = {
      client,
      nested,
      stop: controller.signal,
      fail: (error) => controller.abort(toBulkError(error, table)),
      query: (text, values) => client.query(text, values === undefined ? undefined : [...values]),
      prepared: (text, values) => client.query({ name: statementName(text), text, values: [...values] }),
    };
    signal?.addEventListener('abort', onAbort);
    const start = performance.now();
    let committing = false;
    try {
      const value = await work(session, await begin(client, nested, opening));
      // An abort that has fired until here undoes everything; one that comes later is too late.
      signal?.removeEventListener('abort', onAbort);
      controller.signal.throwIfAborted();
      committing = !nested;
      const { command } = await client.query(nested ? 'RELEASE SAVEPOINT bulk_write' : 'COMMIT');
      committing = false;
      // The server's answer to a COMMIT of what had failed before.
      if (command === 'ROLLBACK')
        throw new BulkError('bad-usage', `Table ${table}: somebody else used the client, and its transaction failed.`, {
          table,
        });
      return { value, seconds: (performance.now() - start) / 1000, roundTrips: counter.count };
    } catch (error) {
      signal?.removeEventListener('abort', onAbort);
      await Promise.all(cancels);
      if (committing && !isRefusal(error)) {
        broken ??= error instanceof Error ? error : new Error(String(error));
        throw outcomeUnknown(table, error);
      }
      await rollBack(client, nested).catch((rollbackError: Error) => {
        broken ??= rollbackError;
      });
      throw controller.signal.aborted ? controller.signal.reason : error;
    }
  } catch (error) {
    throw toBulkError(error, table);
  } finally {
    client.off('error', onClientError);
    lent?.release(broken);
  }
};

const rollBack = async (client: Client, nested: boolean): Promise<void> => {
  const sql = nested ? 'ROLLBACK TO SAVEPOINT bulk_write; RELEASE SAVEPOINT bulk_write' : 'ROLLBACK';
  try {
    await client.query(sql);
  } catch (error) {
    // A cancel request may reach the server late and hit the rollback instead of the statement that it was meant for.
    if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error;
    await client.query(sql);
  }
};
