import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { bareTablesSql, baseTables, foreignKeysSql, keyIndexes } from '../tables/base-tables.ts';
import { indexSql, optimizedIndexes } from '../tables/indexes.ts';
import { customerColumns, lexiconSql, readTableSql } from '../tables/read-table.ts';
import { clearStaging } from './load-aside.ts';
import { staging } from './load-tasks.ts';
import { openClients } from './open-clients.ts';
import { runCancellable } from './run-cancellable.ts';

const applicationName = 'lab-customers-reference';
const written = `customer (${customerColumns.join(', ')})`;

export interface Reference {
  readonly copySeconds: number;
  readonly indexSeconds: number;
}

/**
 * The yardstick of the generator: server-side COPY of the rows that are in the tables, from files on the server, into tables without
 * keys, then the same keys and indexes, on one connection. Rows are neither made nor compared, words not counted. Needs an account that
 * may let the server write and read files, on the server's own machine.
 */
export const measureReference = async (
  connectionString: string,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: string) => void },
): Promise<Reference> => {
  await using scope = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'lab-reference-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  // The server may run as another user.
  await chmod(folder, 0o777);
  const pool = scope.use(await openClients({ connectionString, applicationName, count: 1 }));
  const [client] = pool.clients;
  if (client === undefined) throw new Error('There is no connection.');
  await clearStaging(client, applicationName);
  scope.defer(() => clearStaging(client, applicationName));
  const run = (step: string, sql: string) => {
    onStep(step);
    return runCancellable(client, signal, sql);
  };
  const file = (table: string): string => client.escapeLiteral(join(folder, `${table}.copy`));
  for (const table of baseTables)
    await run(`writing ${table}`, `COPY optimized.${table} TO ${file(table)} (FORMAT binary)`);
  await run('writing customer', `COPY optimized.${written} TO ${file('customer')} (FORMAT binary)`);
  await run(
    'tables',
    `CREATE SCHEMA ${staging.naive}; CREATE SCHEMA ${staging.optimized};
     ${bareTablesSql(staging.naive)}${bareTablesSql(staging.optimized)}${readTableSql(staging.optimized)}${lexiconSql(staging.optimized)}`,
  );
  await checkpoint(client);
  const start = performance.now();
  for (const schema of [staging.naive, staging.optimized])
    for (const table of baseTables)
      await run(`COPY ${schema}.${table}`, `COPY ${schema}.${table} FROM ${file(table)} (FORMAT binary)`);
  await run('COPY customer', `COPY ${staging.optimized}.${written} FROM ${file('customer')} (FORMAT binary)`);
  const copied = performance.now();
  for (const schema of [staging.naive, staging.optimized]) {
    for (const index of keyIndexes) await run(`${schema}.${index.name}`, indexSql(schema, index));
    await run(`foreign keys of ${schema}`, foreignKeysSql(schema));
  }
  for (const index of optimizedIndexes) await run(index.name, indexSql(staging.optimized, index));
  const end = performance.now();
  return { copySeconds: (copied - start) / 1000, indexSeconds: (end - copied) / 1000 };
};

/** What was written before is not the yardstick's to flush; who may not ask for it goes without. */
const checkpoint = async (client: Client): Promise<void> => {
  await client.query('CHECKPOINT').catch(() => undefined);
};
