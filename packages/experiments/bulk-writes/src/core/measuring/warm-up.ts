import type { Parameters } from '../../contract/parameters.ts';
import type { WriteVariant } from '../write-variant.ts';
import { existingFor, loadGenes, loadTarget } from './load-tables.ts';
import { readyVariant, type VariantRun } from './run-variant.ts';
import { versionFor } from './versions.ts';

export const warmUpSchema = 'lab_warm_up';
const rowsAtOnce = 500;
const leastMilliseconds = 500;

/**
 * Every sample runs in a fresh process, whose code starts interpreted; a long-running application's does not. So each variant
 * first writes to throw-away tables, all for the same time. What runs outside this process has nothing to warm.
 */
export const warmUp = async (
  variant: WriteVariant,
  run: VariantRun,
  constraints: Parameters['constraints'],
): Promise<number> => {
  if (variant.outside) return 0;
  const { pool, signal, workload, dataset } = run;
  const place = { pool, schema: warmUpSchema, signal };
  const count = Math.min(rowsAtOnce, dataset.rows);
  await pool.query(`DROP SCHEMA IF EXISTS ${warmUpSchema} CASCADE; CREATE SCHEMA ${warmUpSchema}`);
  if (dataset.kind === 'similarities') await loadGenes(place, dataset);
  await using ready = await readyVariant(
    variant,
    { ...run, schema: warmUpSchema, progress: () => {} },
    { count, version: versionFor(workload) },
  );
  let spent = 0;
  let rows = 0;
  while (spent < leastMilliseconds) {
    await loadTarget(place, dataset, { existing: existingFor(workload), count, constraints });
    const start = performance.now();
    await ready.write();
    spent += performance.now() - start;
    rows += count;
  }
  await pool.query(`DROP SCHEMA ${warmUpSchema} CASCADE`);
  return rows;
};
