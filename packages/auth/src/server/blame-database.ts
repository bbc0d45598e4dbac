import type { Pool } from 'pg';

/**
 * better-auth answers "failed to get session" whatever the cause, which it only tells its log. Asked after such a failure: rejects with
 * the database's own error when that is the cause, so that people read "PostgreSQL cannot be reached" and not "internal error".
 */
export const blameDatabase = async (pool: Pool): Promise<void> => {
  await pool.query('SELECT 1');
};
