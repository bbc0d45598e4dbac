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

  it('gives every session its settings, spaces and backslashes included', async () => {
    await using database = await testDatabase();
    const settings = { TimeZone: 'Asia/Kathmandu', statement_timeout: '1234', search_path: 'one, "t w\\o"' };
    const { connectionString } = database;
    await using pool = createPool({ connectionString, applicationName: 'with-settings', settings });
    const { rows } = await pool.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS timeout, current_setting('search_path') AS path`,
    );
    expect(rows).toEqual([{ zone: 'Asia/Kathmandu', timeout: '1234ms', path: 'one, "t w\\o"' }]);
  });
});
