import type { Pool } from 'pg';

/** A little demo data for an empty database: 2,000 customers. Leaves any other database alone. */
export const seed = async (pool: Pool): Promise<{ readonly customers: number }> => {
  const { rows } = await pool.query('SELECT FROM optimized.app_user LIMIT 1');
  if (rows.length > 0) return { customers: 0 };
  // Only now: the words of all countries take a moment to load, and most starts need none.
  const { addDemoCustomers } = await import('../core/data/add-demo-customers.ts');
  return { customers: await addDemoCustomers(pool) };
};
