import type { Row } from '@lab/bulk';
import type { SimilarityColumns } from '../tables/similarity-table.ts';
import { mix } from './mix.ts';
import type { Version } from './version.ts';

export type SimilarityRow = Row<SimilarityColumns>;

export interface Matrix {
  /** Genes a side. */
  readonly size: number;
  readonly seed: number;
}

/** Cosine similarity in thousandths: 1000 on the diagonal, else −1000 … 1000, the same for (a, b) and (b, a). */
const firstScore = (a: number, b: number, seed: number): number =>
  a === b ? 1000 : (mix(Math.min(a, b), Math.max(a, b), seed) % 2001) - 1000;

/** Another score for the same pair: a step of 1 to 2000 around a circle of 2001, so never the one before. */
const nextScore = (a: number, b: number, seed: number): number => {
  const step = 1 + (mix(Math.min(a, b), Math.max(a, b), seed ^ 0x5bd1e995) % 2000);
  return ((firstScore(a, b, seed) + 1000 + step) % 2001) - 1000;
};

/** p-value in millionths; every eighth pair has none. */
const pvalue = (a: number, b: number, seed: number): number | null => {
  const bits = mix(Math.min(a, b), Math.max(a, b), seed ^ 0x27d4eb2f);
  return bits % 8 === 0 ? null : (bits >>> 3) % 1_000_001;
};

/** Row `index` of the matrix, taken row by row: gene index / size against gene index % size. */
const cell = (index: number, { size, seed }: Matrix, version: Version) => {
  const a = Math.floor(index / size);
  const b = index % size;
  const changed = version === 'changed' || (version === 'mixed' && index % 2 === 0);
  return {
    a,
    b,
    thousandths: changed ? nextScore(a, b, seed) : firstScore(a, b, seed),
    millionths: pvalue(a, b, seed),
  };
};

/** The row as text, by names and values: what checksums are about. */
export const similarityText = (
  index: number,
  matrix: Matrix,
  version: Version,
  name: (gene: number) => string,
): string => {
  const { a, b, thousandths, millionths } = cell(index, matrix, version);
  return `${name(a)}|${name(b)}|cosine|${(thousandths / 1000).toFixed(3)}|${millionths === null ? '' : (millionths / 1e6).toFixed(6)}`;
};

export interface RowRange {
  readonly count: number;
  readonly version: Version;
  /** Only rows with an even index: what exists before an upsert. */
  readonly evenOnly?: boolean;
}

/** The first rows of the matrix, one at a time: memory does not grow with their number. `ids` holds the key of each gene. */
export function* similarityRows(
  matrix: Matrix,
  ids: Int32Array,
  { count, version, evenOnly = false }: RowRange,
): Generator<SimilarityRow, void, undefined> {
  for (let index = 0; index < count; index += evenOnly ? 2 : 1) {
    const { a, b, thousandths, millionths } = cell(index, matrix, version);
    yield {
      gene1_id: ids[a] ?? 0,
      gene2_id: ids[b] ?? 0,
      metric: 'cosine',
      score: thousandths / 1000,
      pvalue: millionths === null ? null : millionths / 1e6,
    };
  }
}
