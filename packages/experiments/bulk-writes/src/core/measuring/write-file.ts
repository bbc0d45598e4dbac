import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GeneRow } from '../dataset/gene-rows.ts';
import type { SimilarityRow } from '../dataset/similarity-rows.ts';

const line = (row: GeneRow | SimilarityRow): string =>
  'metric' in row
    ? `${row.gene1_id}\t${row.gene2_id}\t${row.metric}\t${row.score}\t${row.pvalue ?? '\\N'}\n`
    : `${row.systematic_name}\t${row.common_name ?? '\\N'}\n`;

function* blocks(rows: Iterable<GeneRow | SimilarityRow>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += line(row);
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Writes rows as a file in COPY's text format that everybody on this machine may read: the server is another user. */
export const writeFile = async (
  path: string,
  rows: Iterable<GeneRow | SimilarityRow>,
  signal: AbortSignal,
): Promise<void> => {
  await pipeline(Readable.from(blocks(rows)), createWriteStream(path, { mode: 0o644 }), { signal });
};
