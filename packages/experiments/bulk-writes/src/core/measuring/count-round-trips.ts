import type { Pool, PoolClient } from 'pg';

/**
 * Counts the ReadyForQuery messages of all connections of a pool, whoever uses it, Prisma's adapter included: each ends one
 * wait for the server. The pool tells of a connection after its start-up, which therefore is not counted.
 */
export const countRoundTrips = (pool: Pool): (() => number) => {
  let count = 0;
  pool.on('connect', (client: PoolClient) => {
    client.connection.on('readyForQuery', () => {
      count++;
    });
  });
  return () => count;
};
