import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { baseTables } from '../tables/base-tables.ts';
import { refreshTriggersSql } from '../tables/refresh-triggers.ts';
import { staging } from './load-tasks.ts';

const readTables = ['customer', 'field_value', 'word'] as const;

// The order in which foreign keys let them go.
const dropped = [...baseTables].reverse();

const swapSql = [
  `DROP TABLE ${dropped.map((table) => `naive.${table}`).join(', ')};`,
  `DROP TABLE ${[...dropped, ...readTables].map((table) => `optimized.${table}`).join(', ')};`,
  ...baseTables.map((table) => `ALTER TABLE ${staging.naive}.${table} SET SCHEMA naive;`),
  ...[...baseTables, ...readTables].map((table) => `ALTER TABLE ${staging.optimized}.${table} SET SCHEMA optimized;`),
  `DROP SCHEMA ${staging.naive}; DROP SCHEMA ${staging.optimized};`,
  refreshTriggersSql,
  'SELECT optimized.bump_cache_version();',
].join('\n');

/** The next customer of the API gets an id after all of these. */
const sequencesSql = (schema: string): string =>
  baseTables
    .map(
      (table) =>
        `SELECT setval('${schema}.${table}_id_seq', greatest(max(id), 1), max(id) IS NOT NULL) FROM ${schema}.${table};`,
    )
    .join('\n');

const attempts = 200;
const lockMs = 150;

const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';

/**
 * Puts the loaded tables into the places of the old ones, in the caller's transaction. Readers of the old ones are let finish; those
 * who come meanwhile wait no longer than an attempt takes, so that one long query does not stop everybody behind it.
 */
export const takePlace = async (client: Client, signal: AbortSignal): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    await client.query(`SAVEPOINT place; SET LOCAL lock_timeout = ${lockMs}`);
    try {
      await client.query(swapSql);
      break;
    } catch (error) {
      await client.query('ROLLBACK TO SAVEPOINT place');
      if (!isTimeout(error) || attempt === attempts) throw error;
      await sleep(lockMs * (0.5 + Math.random()), undefined, { signal });
    }
  }
  await client.query(`SET LOCAL lock_timeout = 0; ${sequencesSql('naive')} ${sequencesSql('optimized')}`);
};
