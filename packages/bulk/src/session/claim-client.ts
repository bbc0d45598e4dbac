import type { Client } from 'pg';
import { BulkError } from '../bulk-error.ts';

const inUse = new WeakSet<Client>();

/**
 * Takes the client for one call. Two calls at once would share one transaction, and the COMMIT of one would keep what the other
 * takes back.
 *
 * @throws BulkError `bad-usage` for a client that another call has, or in a state in which nothing could be all or nothing.
 */
export const claimClient = (client: Client, table: string, ownTransaction: boolean): Disposable => {
  const refuse = (why: string): never => {
    throw new BulkError('bad-usage', `Table ${table}: ${why}`, { table });
  };
  if (inUse.has(client)) refuse('another call is using this client; wait for it, or pass a pool.');
  if (client.pipeline) refuse('a pipelined client cannot COPY; pass another one.');
  const status = client.getTransactionStatus();
  // Queries of a client that never connects would wait for ever.
  if (status === null) refuse('the client is not connected; call connect() and wait for it first.');
  if (status === 'E') refuse("the client's transaction has failed; roll it back first.");
  if (status === 'T' && ownTransaction) refuse('this verb commits by itself; call it outside a transaction.');
  inUse.add(client);
  return { [Symbol.dispose]: () => inUse.delete(client) };
};
