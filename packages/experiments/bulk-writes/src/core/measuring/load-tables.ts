import { copyBinary } from '@lab/bulk';
import type { Pool } from 'pg';
import type { Parameters } from '../../contract/parameters.ts';
import type { WorkloadId } from '../../contract/workload-id.ts';
import { geneRows } from '../dataset/gene-rows.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { resolveGeneIds } from '../dataset/resolve-gene-ids.ts';
import { similarityRows } from '../dataset/similarity-rows.ts';
import { createGeneTableSql, indexGeneTableSql } from '../tables/create-gene-table.ts';
import { createSimilarityTableSql, indexSimilarityTableSql } from '../tables/create-similarity-table.ts';
import { geneTable, geneTableName } from '../tables/gene-table.ts';
import { similarityTable, similarityTableName } from '../tables/similarity-table.ts';

export interface Place {
  readonly pool: Pool;
  readonly schema: string;
  readonly signal: AbortSignal;
}

/** Drops both tables, in the order that foreign keys allow, and the staging tables that a killed parallel COPY may have left. */
export const dropTables = async ({ pool, schema }: Place): Promise<void> => {
  await pool.query(
    `DROP TABLE IF EXISTS "${schema}"."${similarityTableName}"; DROP TABLE IF EXISTS "${schema}"."${geneTableName}"`,
  );
  const { rows: left } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind = 'r' AND c.relname ~ '^bulk_staging_[0-9]+_[0-9]+_'`,
    [schema],
  );
  if (left.length > 0) await pool.query(`DROP TABLE IF EXISTS ${left.map(({ name }) => name).join(', ')}`);
};

/** Makes the genes that scores refer to. */
export const loadGenes = async ({ pool, schema, signal }: Place, { genes, seed }: Dataset): Promise<void> => {
  await pool.query(createGeneTableSql(schema));
  await copyBinary(pool, geneTable(schema), geneRows(genes, seed, { count: genes.size, version: 'first' }), {
    signal,
    sequences: 'leave',
  });
  await pool.query(indexGeneTableSql(schema));
  await pool.query(`VACUUM ANALYZE "${schema}"."${geneTableName}"`);
};

/** Rows that exist before a sample: none, all, or those with an even index. */
export type Existing = 'none' | 'all' | 'even';

export const existingFor = (workload: WorkloadId): Existing =>
  workload === 'create' ? 'none' : workload === 'update' ? 'all' : 'even';

/**
 * Makes the target table anew with the rows that exist before a sample. Indexes and foreign keys come after the rows, so every
 * sample meets freshly built ones.
 */
export const loadTarget = async (
  { pool, schema, signal }: Place,
  dataset: Dataset,
  { existing, count, constraints }: { existing: Existing; count: number; constraints: Parameters['constraints'] },
): Promise<void> => {
  const { kind, genes, matrix, seed } = dataset;
  const target = kind === 'genes' ? geneTableName : similarityTableName;
  const range = { count, version: 'first', evenOnly: existing === 'even' } as const;
  const options = { signal, sequences: 'leave' } as const;
  await pool.query(`DROP TABLE IF EXISTS "${schema}"."${target}"`);
  if (kind === 'genes') {
    await pool.query(createGeneTableSql(schema));
    if (existing !== 'none') await copyBinary(pool, geneTable(schema), geneRows(genes, seed, range), options);
    await pool.query(indexGeneTableSql(schema));
  } else {
    await pool.query(createSimilarityTableSql(schema));
    if (existing !== 'none') {
      const ids = await resolveGeneIds(pool, schema, genes);
      await copyBinary(pool, similarityTable(schema), similarityRows(matrix, ids, range), options);
    }
    await pool.query(indexSimilarityTableSql(schema, constraints));
  }
  await pool.query(`VACUUM ANALYZE "${schema}"."${target}"`);
};
