import type { Pool } from 'pg';
import type { GeneHit } from '../../contract/imports.ts';

/** Characters that LIKE would take for wildcards. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Genes whose systematic or common name begins with `prefix`, in any case; all of them for an empty one. By name. */
export const findGenes = async (pool: Pool, prefix: string, limit = 20): Promise<GeneHit[]> => {
  const { rows } = await pool.query<{ id: number; systematic_name: string; common_name: string | null }>(
    `SELECT id, systematic_name, common_name FROM bulk_writes_gene
      WHERE systematic_name ILIKE $1 OR common_name ILIKE $1 ORDER BY systematic_name LIMIT $2`,
    [`${literal(prefix)}%`, limit],
  );
  return rows.map((row) => ({ id: row.id, systematicName: row.systematic_name, commonName: row.common_name }));
};
