import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { formatCount, type SampleSpec } from '@lab/bench';
import { workloadOf } from '../contract/workload-id.ts';
import { openDataset } from '../core/dataset/open-dataset.ts';
import { resolveGeneIds } from '../core/dataset/resolve-gene-ids.ts';
import { rowsOf } from '../core/dataset/rows-of.ts';
import { existingFor, loadTarget } from '../core/measuring/load-tables.ts';
import { versionFor } from '../core/measuring/versions.ts';
import { writeFile } from '../core/measuring/write-file.ts';
import { variantOf } from '../core/variants.ts';
import { openPool } from './open-pool.ts';
import { rowsFile } from './rows-file.ts';
import { type Step, schema } from './step.ts';

/** The same starting state for every sample: a new table with the rows that exist before, and its indexes. */
export const prepare = async (step: Step, { variant, rows }: SampleSpec): Promise<void> => {
  await using pool = openPool(step);
  const { params, seed, signal } = step;
  const workload = workloadOf(step.workload);
  const dataset = await openDataset(params, seed);
  await loadTarget({ pool, schema, signal }, dataset, {
    existing: existingFor(workload),
    count: rows,
    constraints: params.constraints,
  });
  if (!variantOf(variant).fromFile || existsSync(rowsFile(step, rows))) return;
  step.note(`Writing a file of ${formatCount(rows)} rows for ${variant}.`);
  const range = { count: rows, version: versionFor(workload) };
  const ids = dataset.kind === 'genes' ? new Int32Array() : await resolveGeneIds(pool, schema, dataset.genes);
  // Under another name until it is whole, so that a cancelled run leaves no half of it to be read.
  const path = rowsFile(step, rows);
  await writeFile(`${path}.part`, rowsOf(dataset, ids, range), signal);
  await rename(`${path}.part`, path);
};
