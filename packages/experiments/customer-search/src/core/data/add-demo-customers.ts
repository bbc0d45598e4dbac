import { inTransaction } from '@lab/db';
import type { Pool, PoolClient } from 'pg';
import { addCustomers } from './add-customers.ts';
import { generatorVersion } from './customer-row.ts';
import { writeLoadState } from './load-state.ts';

const demoCustomers = 2000;
const demoSeed = 1;

const add = async (client: PoolClient): Promise<number> => {
  // The generator's own lock: whoever is making customers is not waited for, and two starts at once do not both find none.
  const { rows } = await client.query<{ free: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('customer-search generator')) AND NOT EXISTS (SELECT FROM optimized.app_user) AS free`,
  );
  if (rows[0]?.free !== true) return 0;
  const range = { first: 0, count: demoCustomers, firstId: 1 };
  const checksums = await addCustomers(client, range, demoSeed, new AbortController().signal);
  await writeLoadState(client, {
    generator: generatorVersion,
    seed: demoSeed,
    customers: demoCustomers,
    checksums,
    untouched: true,
  });
  return demoCustomers;
};

/** Adds demo customers to an empty database, all or none. Returns how many. */
export const addDemoCustomers = (pool: Pool): Promise<number> => inTransaction(pool, add);
