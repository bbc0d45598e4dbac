import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import type { SimilarGene } from '../../contract/imports.ts';

export interface SimilarGenesOptions {
  readonly pool: Pool;
  readonly gene: string;
  readonly order: 'best' | 'worst';
  readonly limit: number;
}

interface Row {
  readonly id: number;
  readonly systematic_name: string;
  readonly common_name: string | null;
  readonly metric: string;
  readonly score: string;
  readonly pvalue: string | null;
}

/**
 * The genes most (or least) like one gene, whichever side of the pair it is stored on; a pair that is stored twice counts once,
 * by the row in which the gene comes first. The gene itself is left out.
 * @throws LabError `gene-not-found`.
 */
export const similarGenes = async ({ pool, gene, order, limit }: SimilarGenesOptions): Promise<SimilarGene[]> => {
  const { rows: found } = await pool.query<{ id: number }>(
    `SELECT id FROM bulk_writes_gene WHERE systematic_name = upper($1) OR systematic_name = $1 OR lower(common_name) = lower($1)
      ORDER BY systematic_name = $1 DESC, systematic_name = upper($1) DESC, systematic_name LIMIT 1`,
    [gene],
  );
  const id = found[0]?.id;
  if (id === undefined) throw new LabError('gene-not-found', { gene });
  const { rows } = await pool.query<Row>(
    `SELECT g.id, g.systematic_name, g.common_name, s.metric, s.score, s.pvalue
       FROM (SELECT DISTINCT ON (other, metric) other, metric, score, pvalue
               FROM (SELECT gene2_id AS other, metric, score, pvalue, 1 AS side FROM bulk_writes_gene_similarity WHERE gene1_id = $1
                     UNION ALL
                     SELECT gene1_id, metric, score, pvalue, 2 FROM bulk_writes_gene_similarity WHERE gene2_id = $1) pairs
              WHERE other <> $1 ORDER BY other, metric, side) s
       JOIN bulk_writes_gene g ON g.id = s.other
      ORDER BY s.score ${order === 'best' ? 'DESC' : 'ASC'}, g.systematic_name LIMIT $2`,
    [id, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    systematicName: row.systematic_name,
    commonName: row.common_name,
    metric: row.metric,
    score: Number(row.score),
    pvalue: row.pvalue === null ? null : Number(row.pvalue),
  }));
};
