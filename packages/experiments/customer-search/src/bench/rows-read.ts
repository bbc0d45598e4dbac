import type { Pool } from 'pg';

/**
 * Rows that the server has read from tables, index look-ups included. Sessions tell what they did when they end, so ask after
 * those that are meant have ended.
 */
export const rowsRead = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ read: string }>(
    `SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::text AS read FROM pg_stat_user_tables WHERE schemaname IN ('naive', 'optimized')`,
  );
  return Number(rows[0]?.read ?? 0);
};

/** Resolves when no session of this name but the pool's own is left. */
export const sessionsGone = async (pool: Pool, applicationName: string, signal: AbortSignal): Promise<void> => {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM pg_stat_activity WHERE application_name = $1`,
      [applicationName],
    );
    if (rows[0]?.left === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
