import { LabError } from '@lab/errors';
import type { Parameters } from '../../contract/parameters.ts';
import { type GeneList, openGenes } from './gene-list.ts';
import { geneText } from './gene-rows.ts';
import { type Matrix, similarityText } from './similarity-rows.ts';
import type { Version } from './version.ts';

/** What a run writes, as far as it follows from parameters and seed. */
export interface Dataset {
  readonly kind: Parameters['table'];
  readonly genes: GeneList;
  readonly matrix: Matrix;
  readonly seed: number;
  /** Rows that parameters ask for. */
  readonly rows: number;
  /** Row `index` as text, names and values only: what checksums are about. */
  text(index: number, version: Version): string;
}

/** @throws LabError `bad-input` for a bad file of names, `out-of-range` for more rows than the names give. */
export const openDataset = async (params: Parameters, seed: number): Promise<Dataset> => {
  const { rows, table: kind, names } = params;
  const least = kind === 'genes' ? rows : Math.ceil(Math.sqrt(rows));
  const genes = await openGenes(names, least);
  const most = kind === 'genes' ? genes.size : genes.size ** 2;
  if (rows > most)
    throw new LabError('out-of-range', {
      name: 'rows',
      allowed: `from 1 to ${most}, because the file names ${genes.size} genes`,
      value: rows,
    });
  const matrix = { size: genes.size, seed };
  const name = (gene: number) => genes.name(gene);
  return {
    kind,
    genes,
    matrix,
    seed,
    rows,
    text: (index, version) =>
      kind === 'genes' ? geneText(index, genes, seed, version) : similarityText(index, matrix, version, name),
  };
};
