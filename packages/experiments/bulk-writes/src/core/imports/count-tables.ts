import type { Pool } from 'pg';
import type { Counts } from '../../contract/imports.ts';

/** Exact numbers of rows. */
export const countTables = async (pool: Pool): Promise<Counts> => {
  const { rows } = await pool.query<{ genes: string; similarities: string; datasets: string }>(
    `SELECT (SELECT count(*) FROM bulk_writes_gene) AS genes,
            (SELECT count(*) FROM bulk_writes_gene_similarity) AS similarities,
            (SELECT count(*) FROM bulk_writes_dataset) AS datasets`,
  );
  const [row] = rows;
  return {
    genes: Number(row?.genes ?? 0),
    similarities: Number(row?.similarities ?? 0),
    datasets: Number(row?.datasets ?? 0),
  };
};
