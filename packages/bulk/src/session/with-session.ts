import { createHash } from 'node:crypto';
import type { Client, Pool, PoolClient } from 'pg';
import { BulkError } from '../bulk-error.ts';
import { countRoundTrips } from './count-round-trips.ts';
import { isPool } from './is-pool.ts';
import { sendCancel } from './send-cancel.ts';
import type { Session } from './session.ts';
import { toBulkError } from './to-bulk-error.ts';

/** Where to write: a pool lends a connection for the call; a client may be inside a transaction of the caller. */
export type Database = Pool | Client;

export interface SessionOptions {
  readonly table: string;
  readonly signal: AbortSignal | undefined;
  /** Verbs that cannot share the caller's transaction. */
  readonly ownTransaction?: boolean;
}

const aborted = (table: string, signal: AbortSignal): BulkError =>
  new BulkError(
    'aborted',
    `Writing to table ${table} was aborted; nothing was written.`,
    { table },
    {
      cause: signal.reason,
    },
  );

const statementName = (sql: string): string => `bulk_${createHash('sha1').update(sql).digest('hex')}`;

const lend = async (pool: Pool, table: string): Promise<PoolClient> => {
  try {
    return await pool.connect();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new BulkError(
      'connection-lost',
      `Table ${table}: no connection to PostgreSQL: ${reason}`,
      { table },
      { cause },
    );
  }
};

const refuseUnusable = (client: Client, table: string, ownTransaction: boolean): void => {
  if (client.pipeline)
    throw new BulkError('bad-usage', `Table ${table}: a pipelined client cannot COPY; pass another one.`, { table });
  const status = client.getTransactionStatus();
  if (status === 'E')
    throw new BulkError('bad-usage', `Table ${table}: the client's transaction has failed; roll it back first.`, {
      table,
    });
  if (status === 'T' && ownTransaction)
    throw new BulkError('bad-usage', `Table ${table}: this verb commits by itself; call it outside a transaction.`, {
      table,
    });
};

/**
 * Runs `work` all or nothing: in its own transaction or, when the client is inside one already, under a savepoint. On an abort
 * the running statement is cancelled. Afterwards the client is usable, or discarded when its connection broke.
 *
 * @throws BulkError, always.
 */
export const withSession = async <T>(
  database: Database,
  { table, signal, ownTransaction = false }: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<{ value: T; seconds: number; roundTrips: number }> => {
  if (signal?.aborted) throw aborted(table, signal);
  const lent = isPool(database) ? await lend(database, table) : undefined;
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
    refuseUnusable(client, table, ownTransaction);
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
    try {
      await client.query(nested ? 'SAVEPOINT bulk_write' : 'BEGIN');
      const value = await work(session);
      // An abort that has fired until here undoes everything; one that comes later is too late.
      signal?.removeEventListener('abort', onAbort);
      controller.signal.throwIfAborted();
      await client.query(nested ? 'RELEASE SAVEPOINT bulk_write' : 'COMMIT');
      return { value, seconds: (performance.now() - start) / 1000, roundTrips: counter.count };
    } catch (error) {
      signal?.removeEventListener('abort', onAbort);
      await Promise.all(cancels);
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
