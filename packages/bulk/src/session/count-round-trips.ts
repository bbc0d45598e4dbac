import type { Client, Pool } from 'pg';
import { isPool } from './is-pool.ts';

export interface RoundTrips extends Disposable {
  /** Since the count began; until it is disposed. */
  readonly count: number;
}

/**
 * Counts how often the server is waited for: ReadyForQuery messages, each of which ends one wait. Of a client, or of every
 * connection that a pool lends from now on, whoever uses it (an ORM on the same pool, too). Start-up is not counted.
 */
export const countRoundTrips = (database: Pool | Client): RoundTrips => {
  let count = 0;
  const clients = new Set<Client>();
  const onReady = () => {
    count++;
  };
  const watch = (client: Client) => {
    if (clients.has(client)) return;
    clients.add(client);
    client.connection.on('readyForQuery', onReady);
  };
  const forget = (client: Client) => {
    clients.delete(client);
    client.connection.off('readyForQuery', onReady);
  };
  if (isPool(database)) database.on('acquire', watch).on('remove', forget);
  else watch(database);
  return {
    get count() {
      return count;
    },
    [Symbol.dispose]: () => {
      if (isPool(database)) database.off('acquire', watch).off('remove', forget);
      for (const client of clients) forget(client);
    },
  };
};
