import type { Pool } from 'pg';
import type { HealthCheck } from './health-routes.ts';

/** Asks Postgres for an answer through the same pool that requests use: a drained pool is as unready as a dead server. */
export const postgresCheck = (pool: Pool): HealthCheck => ({
  id: 'postgres',
  label: 'PostgreSQL',
  run: async () => {
    await pool.query('SELECT 1');
  },
});
