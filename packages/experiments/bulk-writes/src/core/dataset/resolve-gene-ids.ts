import type { Pool } from 'pg';
import { geneTableName } from '../tables/gene-table.ts';
import type { GeneList } from './gene-list.ts';

/**
 * The keys of all genes of the matrix in one query. The original asked twice a cell, and that, not the writing, took most of
 * its hours.
 */
export const resolveGeneIds = async (pool: Pool, schema: string, genes: GeneList): Promise<Int32Array> => {
  const { rows } = await pool.query<[number, string]>({
    text: `SELECT id, systematic_name FROM "${schema}"."${geneTableName}"`,
    rowMode: 'array',
  });
  const byName = new Map(rows.map(([id, name]) => [name, id]));
  return Int32Array.from({ length: genes.size }, (_, index) => {
    const id = byName.get(genes.name(index));
    if (id === undefined)
      throw new Error(`Gene ${genes.name(index)} is not in the table; its scores cannot be written.`);
    return id;
  });
};
