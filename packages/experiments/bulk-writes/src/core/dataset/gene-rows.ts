import type { Row } from '@lab/bulk';
import type { GeneColumns } from '../tables/gene-table.ts';
import type { GeneList } from './gene-list.ts';
import { mix } from './mix.ts';
import type { RowRange } from './similarity-rows.ts';
import type { Version } from './version.ts';

export type GeneRow = Row<GeneColumns>;

const letter = (value: number): string => String.fromCharCode(65 + (value % 26));

/** Three letters and a number, as yeast's common names are (CDC28); every fifth gene has none at first. */
const commonName = (index: number, seed: number, version: Version): string | null => {
  const changed = version === 'changed' || (version === 'mixed' && index % 2 === 0);
  const bits = mix(index, 7, seed);
  const stem = `${letter(bits)}${letter(bits >>> 8)}${letter(bits >>> 16)}`;
  if (changed) return `${stem}${(bits % 50) + 51}`;
  return bits % 5 === 0 ? null : `${stem}${(bits % 50) + 1}`;
};

export const geneText = (index: number, genes: GeneList, seed: number, version: Version): string =>
  `${genes.name(index)}|${commonName(index, seed, version) ?? ''}`;

/** The first genes of the list, one at a time. */
export function* geneRows(
  genes: GeneList,
  seed: number,
  { count, version, evenOnly = false }: RowRange,
): Generator<GeneRow, void, undefined> {
  for (let index = 0; index < count; index += evenOnly ? 2 : 1)
    yield { systematic_name: genes.name(index), common_name: commonName(index, seed, version) };
}
