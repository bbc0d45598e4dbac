import { formatCount } from '@lab/bench';
import { openDataset } from '../core/dataset/open-dataset.ts';
import type { Step } from './step.ts';

/** What a result says of its rows. @throws as `check.ts`, which looked at the same before. */
export const dataset = async ({ params, seed }: Step): Promise<{ name: string; rows: number; description: string }> => {
  const { kind, genes, rows } = await openDataset(params, seed);
  const description =
    kind === 'genes'
      ? `the first ${formatCount(rows)} of ${formatCount(genes.size)} genes (${genes.source}); genes refer to nothing, so bare and full are the same`
      : `the first ${formatCount(rows)} rows of a symmetric ${formatCount(genes.size)} × ${formatCount(genes.size)} matrix, row by row (${genes.source}), diagonal 1.0, scores −1 to 1 in thousandths, seed ${seed}`;
  return { name: kind === 'genes' ? 'genes' : 'gene similarities', rows, description };
};
