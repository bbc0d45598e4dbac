import { Client, type ClientBase } from 'pg';

/** Any constant will do, as long as only the first-run account uses it. */
const lockKey = 0x1ab_ad31;

/**
 * One transaction of its own connection, alone of its kind on this database: two processes that start at the same moment make one
 * administrator. Commits when `work` resolves, rolls back when it rejects.
 */
export const withLock = async <T>(connectionString: string, work: (client: ClientBase) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString, application_name: 'lab-accounts', connectionTimeoutMillis: 10_000 });
  // A connection that breaks while idle between two queries must not end the process; the next query rejects anyway.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
};
