import { rm } from 'node:fs/promises';
import type { Parameters } from '../../contract/parameters.ts';
import { rowsOf } from '../dataset/rows-of.ts';
import type { WriteVariant } from '../write-variant.ts';
import { existingFor, loadGenes, loadTarget } from './load-tables.ts';
import { readyVariant, type VariantRun } from './run-variant.ts';
import { versionFor } from './versions.ts';
import { writeFile } from './write-file.ts';

export const warmUpSchema = 'lab_warm_up';
const rowsAtOnce = 500;
const leastMilliseconds = 500;

/**
 * Every sample runs in a fresh process, whose code starts interpreted and whose connection is not open yet, nor are the caches
 * of its session filled; a long-running application's are. So each variant, yardsticks included, first writes to throw-away
 * tables on the connections that are measured, all for the same time.
 */
export const warmUp = async (
  variant: WriteVariant,
  run: VariantRun,
  constraints: Parameters['constraints'],
): Promise<number> => {
  const { pool, signal, workload, dataset } = run;
  const place = { pool, schema: warmUpSchema, signal };
  const count = Math.min(rowsAtOnce, dataset.rows);
  await pool.query(`DROP SCHEMA IF EXISTS ${warmUpSchema} CASCADE; CREATE SCHEMA ${warmUpSchema}`);
  if (dataset.kind === 'similarities') await loadGenes(place, dataset);
  const range = { count, version: versionFor(workload) };
  await using stack = new AsyncDisposableStack();
  // Beside the file that is measured: who can read that one can read this one.
  const file = run.file === undefined ? undefined : `${run.file}.warm-up`;
  if (file !== undefined) {
    stack.defer(() => rm(file, { force: true }));
    await writeFile(file, rowsOf(dataset, run.ids, range), signal);
  }
  const ready = stack.use(
    await readyVariant(variant, { ...run, schema: warmUpSchema, file, progress: () => {} }, range),
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
