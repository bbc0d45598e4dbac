import { LabError } from '@lab/errors';
import type { Client } from 'pg';
import { addCustomers } from './add-customers.ts';
import { addChecksums } from './checksums.ts';
import { generatorVersion } from './customer-row.ts';
import { clearStaging, loadAside } from './load-aside.ts';
import { createMeter, type OnLoadProgress } from './load-progress.ts';
import { type LoadState, readCacheVersion, readLoadState, writeLoadState } from './load-state.ts';
import { openClients } from './open-clients.ts';
import { runCancellable } from './run-cancellable.ts';
import type { LoadRange } from './run-load-workers.ts';
import { takePlace } from './take-place.ts';

export interface GenerateOptions {
  readonly connectionString: string;
  /** How many there shall be, 1 to `mostCustomers`. */
  readonly customers: number;
  readonly seed: number;
  /** Threads, each with a connection; at least 1. */
  readonly workers: number;
  /** `top-up` adds what is missing and leaves all that is there; `replace` makes all of them anew. */
  readonly mode: 'top-up' | 'replace';
  readonly signal: AbortSignal;
  readonly onProgress?: OnLoadProgress;
  /** Up to so many are added through the indexes and triggers that are there; more are faster loaded aside. 20,000 when absent. */
  readonly fewRows?: number;
}

export interface Generated {
  /** Customers that were there, and that were made. */
  readonly before: number;
  readonly made: number;
  readonly seconds: number;
}

const applicationName = 'lab-customers';

/** One at a time in a database; ends with its session. */
const takeTurn = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(hashtext('customer-search generator')) AS mine`,
  );
  if (rows[0]?.mine !== true) throw new LabError('customers-busy', {});
};

const countUsers = async (client: Client): Promise<{ readonly users: number; readonly lastId: number }> => {
  const { rows } = await client.query<{ users: number; last: string }>(`
    SELECT (SELECT count(*)::int FROM optimized.app_user) AS users,
           greatest(${['naive', 'optimized'].flatMap((schema) => ['app_user', 'address', 'customer_relationship'].map((table) => `(SELECT max(id) FROM ${schema}.${table})`)).join(', ')}, 0) AS last`);
  return { users: rows[0]?.users ?? 0, lastId: Number(rows[0]?.last ?? 0) };
};

const requireSeed = (state: LoadState | undefined, seed: number): void => {
  if (state === undefined || (state.seed === seed && state.generator === generatorVersion)) return;
  const problem =
    state.seed === seed
      ? 'The customers that are there were made by an older generator; only --replace makes all alike.'
      : `The customers that are there were made with seed ${state.seed}; add to them with --seed ${state.seed}, or say --replace.`;
  throw new LabError('bad-input', { problem });
};

// Writers wait until the end, so that none of their rows is lost; readers do not.
const lockSql = `BEGIN; LOCK TABLE naive.address, naive.app_user, naive.customer_relationship,
  optimized.address, optimized.app_user, optimized.customer_relationship, optimized.customer IN SHARE ROW EXCLUSIVE MODE`;

/**
 * Makes customers in both schemas: the same rows, checked to be equal, with all indexes, keys and triggers in place at the end. It is
 * all or nothing: an abort, an error or the death of this process leaves the customers as they were. What a killed process has left
 * behind (tables that nobody reads) goes with the next call.
 *
 * @throws LabError `customers-busy`, `bad-input` (another seed), `customers-differ`; the signal's reason
 */
export const generateCustomers = async (options: GenerateOptions): Promise<Generated> => {
  const { connectionString, customers, seed, workers, mode, signal, onProgress = () => undefined } = options;
  const { fewRows = 20_000 } = options;
  const start = performance.now();
  const clock = () => performance.now();
  signal.throwIfAborted();
  await using pool = await openClients({ connectionString, applicationName: `${applicationName}-turn`, count: 1 });
  const [client] = pool.clients;
  if (client === undefined) throw new Error('There is no connection.');
  await takeTurn(client);
  using meter = createMeter(onProgress, clock);
  await clearStaging(client, applicationName);
  await runCancellable(client, signal, lockSql);
  let aside = false;
  try {
    const state = await readLoadState(client);
    const { users, lastId } = await countUsers(client);
    const keep = mode === 'top-up' && users > 0;
    if (keep) requireSeed(state, seed);
    const made = keep ? customers - users : customers;
    if (made <= 0) {
      await client.query('ROLLBACK');
      return { before: users, made: 0, seconds: (clock() - start) / 1000 };
    }
    const before = keep ? state : undefined;
    const untouched = !keep || (state !== undefined && state.cacheVersion === (await readCacheVersion(client)));
    const range: LoadRange = { first: before?.customers ?? 0, count: made, firstId: (keep ? lastId : 0) + 1 };
    aside = made > fewRows || (!keep && users > 0);
    const checksums = aside
      ? await loadAside({ connectionString, applicationName, range, seed, workers, keep, signal, meter })
      : await addCustomers(client, range, seed, signal);
    meter.begin('finishing');
    signal.throwIfAborted();
    if (aside) await takePlace(client, signal);
    await writeLoadState(client, {
      generator: generatorVersion,
      seed,
      customers: range.first + made,
      untouched,
      checksums: addChecksums(before?.checksums ?? {}, checksums),
    });
    // The only commit of all that must be on disk, and all before it with it.
    await client.query('SET LOCAL synchronous_commit = on; COMMIT');
    return { before: users, made, seconds: (clock() - start) / 1000 };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (aside) await clearStaging(client, applicationName).catch(() => undefined);
    throw signal.aborted ? signal.reason : error;
  }
};
