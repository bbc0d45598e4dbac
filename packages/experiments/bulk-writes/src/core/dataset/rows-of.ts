import { type GeneRow, geneRows } from './gene-rows.ts';
import type { Dataset } from './open-dataset.ts';
import { type RowRange, type SimilarityRow, similarityRows } from './similarity-rows.ts';

/** The rows of a dataset, one at a time. `ids` are the keys of the genes by their place in the matrix. */
export const rowsOf = (
  { kind, genes, matrix, seed }: Dataset,
  ids: Int32Array,
  range: RowRange,
): Iterable<GeneRow | SimilarityRow> =>
  kind === 'genes' ? geneRows(genes, seed, range) : similarityRows(matrix, ids, range);
