import { formatCount } from '@lab/bench';
import { openDataset } from '../core/dataset/open-dataset.ts';
import { dropTables, loadGenes } from '../core/measuring/load-tables.ts';
import { openPool } from './open-pool.ts';
import { type Step, schema } from './step.ts';

/** Genes that the scores refer to. */
export const setup = async (step: Step): Promise<void> => {
  await using pool = openPool(step);
  const dataset = await openDataset(step.params, step.seed);
  const place = { pool, schema, signal: step.signal };
  await dropTables(place);
  if (dataset.kind === 'genes') return;
  step.note(`Loading ${formatCount(dataset.genes.size)} genes.`);
  await loadGenes(place, dataset);
};
