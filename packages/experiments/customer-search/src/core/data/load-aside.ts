import type { Client } from 'pg';
import { bareTablesSql } from '../tables/base-tables.ts';
import { lexiconSql, readTableSql } from '../tables/read-table.ts';
import type { ProgressMeter } from './load-progress.ts';
import type { Checksum } from './load-state.ts';
import { copyOldTasks, finishTasks, keyTasks, staging } from './load-tasks.ts';
import { openClients } from './open-clients.ts';
import { type LoadRange, runLoadWorkers } from './run-load-workers.ts';
import { runTasks, type Task } from './run-tasks.ts';

export interface AsideOptions {
  readonly connectionString: string;
  readonly applicationName: string;
  readonly range: LoadRange;
  readonly seed: number;
  readonly workers: number;
  /** Rows that are there stay. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
  readonly meter: ProgressMeter;
}

const dropSql = `DROP SCHEMA IF EXISTS ${staging.naive}, ${staging.optimized} CASCADE`;

const createSql = `
CREATE SCHEMA ${staging.naive}; CREATE SCHEMA ${staging.optimized};
${bareTablesSql(staging.naive)}${bareTablesSql(staging.optimized)}${readTableSql(staging.optimized)}${lexiconSql(staging.optimized)}`;

/** What a process that was killed has left; its sessions may still build an index there. */
export const clearStaging = async (client: Client, applicationName: string): Promise<void> => {
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`,
    [applicationName],
  );
  await client.query(dropSql);
};

/**
 * Loads rows into tables of their own, beside those that are in use: without indexes, keys and triggers, which are built afterwards,
 * each on the sorted whole. Nothing of it is seen until `takePlace`; whatever ends it before, the old tables are as they were.
 *
 * @returns the checksums of the rows that were made, equal in both schemas
 * @throws LabError `customers-differ` when they are not
 */
export const loadAside = async (options: AsideOptions): Promise<Record<string, Checksum>> => {
  const { connectionString, applicationName, range, seed, workers, keep, signal, meter } = options;
  await using pool = await openClients({ connectionString, applicationName, count: workers });
  const { clients } = pool;
  await clients[0]?.query(createSql);
  const checksums: Record<string, Checksum> = {};
  const run = (tasks: readonly Task[]) => {
    const total = tasks.reduce((sum, { weight }) => sum + weight, 0);
    return runTasks(tasks, { clients, signal, onProgress: (done, label) => meter.step(done, total, label) });
  };
  if (keep) {
    meter.begin('copying');
    await run(copyOldTasks());
  }
  meter.begin('loading');
  await runLoadWorkers({
    connectionString,
    applicationName,
    range,
    seed,
    into: staging,
    workers,
    signal,
    onLoaded: (customers) => meter.customers(customers, range.count),
  });
  meter.begin('indexing');
  const finish = finishTasks(range.firstId, checksums);
  await run([...finish, ...keyTasks(finish)]);
  return checksums;
};
