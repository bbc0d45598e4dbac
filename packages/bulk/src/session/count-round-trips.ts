import type { Client } from 'pg';

/** Counts ReadyForQuery messages: each ends one wait for the server. */
export const countRoundTrips = (client: Client): { readonly count: number } & Disposable => {
  let count = 0;
  const onReady = () => {
    count++;
  };
  client.connection.on('readyForQuery', onReady);
  return {
    get count() {
      return count;
    },
    [Symbol.dispose]: () => {
      client.connection.off('readyForQuery', onReady);
    },
  };
};
