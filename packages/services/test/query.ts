import { Client } from 'pg';

/** The rows of one statement on a connection of its own. */
export const query = async (connectionString: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};
