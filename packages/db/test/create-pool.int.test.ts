import { createPool } from '@lab/db';
import { testDatabase } from '@lab/db/testing';
import { describe, expect, it } from 'vitest';

describe('createPool', () => {
  // vitest fails a file in which an error event was handled by nobody.
  it('does not end the process when a connection is lost while it is lent out', async () => {
    await using database = await testDatabase();
    await using pool = createPool({ connectionString: database.connectionString, applicationName: 'lent-out' });
    const client = await pool.connect();
    const waits = client.query('SELECT pg_sleep(60)');
    await Promise.all([
      expect(waits).rejects.toThrow(/terminat/),
      database.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lent-out'`),
    ]);
    client.release(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
