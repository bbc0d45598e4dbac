import type { Pool, PoolClient } from 'pg';
import { BulkError } from '../bulk-error.ts';
import { aborted } from './aborted.ts';

/** A connection of the pool. The signal ends the wait for one; a connection that comes too late goes straight back. */
export const lendClient = async (pool: Pool, table: string, signal: AbortSignal | undefined): Promise<PoolClient> => {
  const lent = pool.connect();
  let onAbort = () => {};
  try {
    if (signal === undefined) return await lent;
    const stopped = new Promise<never>((_, reject) => {
      onAbort = () => reject(aborted(table, signal));
      signal.addEventListener('abort', onAbort);
    });
    return await Promise.race([lent, stopped]);
  } catch (cause) {
    if (cause instanceof BulkError) {
      lent.then(
        (client) => client.release(),
        () => {},
      );
      throw cause;
    }
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new BulkError(
      'connection-lost',
      `Table ${table}: no connection to PostgreSQL: ${reason}`,
      { table },
      { cause },
    );
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
};
