import type { PoolClient } from 'pg';
import { geneName } from '../dataset/gene-name.ts';
import { geneRows } from '../dataset/gene-rows.ts';

/** Makes sure that the first `count` generated genes exist; returns their keys in order. */
export const makeGenes = async (client: PoolClient, count: number): Promise<Int32Array> => {
  const list = { size: count, source: 'generated', name: geneName };
  const rows = [...geneRows(list, 1, { count, version: 'first' })];
  const names = rows.map((row) => row.systematic_name);
  await client.query(
    `INSERT INTO bulk_writes_gene (systematic_name, common_name) SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (systematic_name) DO NOTHING`,
    [names, rows.map((row) => row.common_name)],
  );
  const { rows: found } = await client.query<{ id: number }>(
    `SELECT g.id FROM unnest($1::text[]) WITH ORDINALITY AS n(name, place) JOIN bulk_writes_gene g ON g.systematic_name = n.name
      ORDER BY n.place`,
    [names],
  );
  return Int32Array.from(found, ({ id }) => id);
};
