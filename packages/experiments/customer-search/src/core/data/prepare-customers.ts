import type { Client } from 'pg';
import { createTables } from '../tables/create-tables.ts';
import { compareSchemas } from './checksums.ts';
import { generatorVersion } from './customer-row.ts';
import { generateCustomers } from './generate-customers.ts';
import type { OnLoadProgress } from './load-progress.ts';
import { readCacheVersion, readLoadState } from './load-state.ts';
import { openClients } from './open-clients.ts';

export interface PrepareOptions {
  readonly connectionString: string;
  readonly customers: number;
  readonly seed: number;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress?: OnLoadProgress;
}

/** Whether the tables hold just these customers. Read whole only where somebody has written since they were made. */
const areThere = async (client: Client, { customers, seed }: PrepareOptions): Promise<boolean> => {
  const state = await readLoadState(client);
  if (state?.customers !== customers || state.seed !== seed || state.generator !== generatorVersion) return false;
  const version = await readCacheVersion(client);
  if (version === state.cacheVersion) return true;
  const found = await compareSchemas(client, 0).catch(() => undefined);
  const same = Object.entries(state.checksums).every(
    ([table, { rows, sum }]) => found?.[table]?.rows === rows && found[table].sum === sum,
  );
  // Of the moment before the comparison: what was written meanwhile asks for another one.
  if (same) await client.query('UPDATE optimized.customer_load SET cache_version = $1', [version]);
  return same;
};

/**
 * Makes sure that a database of a benchmark holds just the customers of this number and seed, in both schemas; makes the tables
 * where there are none. What fits is used again; anything else is replaced, rows of others included.
 *
 * @throws as `generateCustomers`
 */
export const prepareCustomers = async (options: PrepareOptions): Promise<{ readonly reused: boolean }> => {
  const { connectionString, signal } = options;
  signal.throwIfAborted();
  await using pool = await openClients({ connectionString, applicationName: 'lab-customers-prepare', count: 1 });
  const [client] = pool.clients;
  if (client === undefined) throw new Error('There is no connection.');
  await createTables(client);
  if (await areThere(client, options)) return { reused: true };
  await generateCustomers({ ...options, mode: 'replace' });
  return { reused: false };
};
