import { randomUUID } from 'node:crypto';
import { LabError } from '@lab/errors';
import type { Pool } from 'pg';

export interface AttemptLimit {
  /** Seconds. */
  readonly window: number;
  readonly max: number;
}

/**
 * Counts one attempt in a fixed window that all processes share; one statement, so that attempts at the same moment cannot all read
 * the same count. Throws LabError `too-many-requests` beyond `max`; attempts that were refused do not prolong the window.
 */
export const countAttempt = async (pool: Pool, key: string, { window, max }: AttemptLimit): Promise<void> => {
  const { rows } = await pool.query<{ count: number; seconds: number }>(
    `INSERT INTO auth_rate_limit AS attempt (id, key, count, last_request)
     VALUES ($1, $2, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
     ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN excluded.last_request - attempt.last_request >= $3 THEN 1 ELSE attempt.count + 1 END,
       last_request = CASE WHEN excluded.last_request - attempt.last_request >= $3
         THEN excluded.last_request ELSE attempt.last_request END
     RETURNING count,
       greatest(1, ceil(($3 - ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - last_request)) / 1000.0))::int AS seconds`,
    [randomUUID(), key, window * 1000],
  );
  const row = rows[0];
  if (row && row.count > max) throw new LabError('too-many-requests', { seconds: row.seconds });
};

/** Begins a new window for this key. */
export const forgetAttempts = async (pool: Pool, key: string): Promise<void> => {
  await pool.query('DELETE FROM auth_rate_limit WHERE key = $1', [key]);
};
