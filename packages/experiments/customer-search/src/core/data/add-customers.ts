import { copyBinary } from '@lab/bulk';
import type { Client } from 'pg';
import { baseTables } from '../tables/base-tables.ts';
import { compareSchemas } from './checksums.ts';
import { copyRowsOf, copyTables } from './copy-tables.ts';
import { customerRow } from './customer-row.ts';
import { countAddedSql, countAddedWordsSql } from './fill-lexicon.ts';
import type { Checksum } from './load-state.ts';
import type { LoadRange } from './run-load-workers.ts';

/**
 * Adds customers to the tables as they are, in the caller's transaction: for some thousands. Triggers fill the read table.
 *
 * @returns the checksums of the rows that were made, equal in both schemas
 * @throws BulkError; LabError `customers-differ`
 */
export const addCustomers = async (
  client: Client,
  range: LoadRange,
  seed: number,
  signal: AbortSignal,
): Promise<Record<string, Checksum>> => {
  const rows = copyRowsOf((index) => customerRow(index, seed), range);
  for (const tables of [copyTables('naive'), copyTables('optimized')]) {
    await copyBinary(client, tables.address, rows.address, { signal });
    await copyBinary(client, tables.app_user, rows.app_user, { signal });
    await copyBinary(client, tables.customer_relationship, rows.customer_relationship, { signal });
  }
  await client.query(countAddedSql, [range.firstId]);
  await client.query(countAddedWordsSql, [range.firstId]);
  const checksums = await compareSchemas(client, range.firstId);
  const tables = ['naive', 'optimized'].flatMap((schema) => baseTables.map((table) => `${schema}.${table}`));
  await client.query(
    `ANALYZE ${[...tables, 'optimized.customer', 'optimized.field_value', 'optimized.word'].join(', ')}`,
  );
  return checksums;
};
