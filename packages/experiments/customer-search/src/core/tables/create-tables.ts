import type { Client, PoolClient } from 'pg';
import { baseTablesSql } from './base-tables.ts';
import { indexSql, optimizedIndexes } from './indexes.ts';
import { cacheVersionSql, customerLoadSql, extensionsSql, foldSql, lexiconSql, readTableSql } from './read-table.ts';
import { refreshFunctionsSql, refreshTriggersSql } from './refresh-triggers.ts';

/** An administrator may have made a schema for an account that may not create any. */
const createSchemaSql = (schema: string): string => `
DO $$ BEGIN
  IF to_regnamespace('${schema}') IS NULL THEN
    CREATE SCHEMA ${schema};
  END IF;
END $$;
`;

/** Everything of both schemas, in order. The migration of @lab/db is this text, and a test compares what the two make. */
export const tablesSql: string = [
  extensionsSql,
  createSchemaSql('naive'),
  createSchemaSql('optimized'),
  baseTablesSql('naive'),
  baseTablesSql('optimized'),
  foldSql,
  readTableSql('optimized'),
  lexiconSql('optimized'),
  cacheVersionSql,
  customerLoadSql,
  '\n',
  ...optimizedIndexes.map((index) => `${indexSql('optimized', index)};\n`),
  refreshFunctionsSql,
  refreshTriggersSql,
].join('');

/**
 * Creates extensions, schemas, tables, indexes, functions and triggers of customer search, for a database that @lab/db does not
 * migrate (a benchmark's). One transaction: all of it or nothing; where it is done already, nothing happens. Any number of
 * processes may call it at once.
 */
export const createTables = async (client: Client | PoolClient): Promise<void> => {
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('customer-search tables'))`);
  try {
    const { rows } = await client.query<{ done: boolean }>(
      `SELECT to_regclass('optimized.customer_load') IS NOT NULL AS done`,
    );
    if (rows[0]?.done !== true) await client.query(tablesSql);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
