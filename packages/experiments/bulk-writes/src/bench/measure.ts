import { existsSync } from 'node:fs';
import type { MeasureContext, Measured, SampleSpec } from '@lab/bench';
import { countRoundTrips } from '@lab/bulk';
import type { Parameters } from '../contract/parameters.ts';
import { workloadOf } from '../contract/workload-id.ts';
import { type Dataset, openDataset } from '../core/dataset/open-dataset.ts';
import { resolveGeneIds } from '../core/dataset/resolve-gene-ids.ts';
import { rowsOf } from '../core/dataset/rows-of.ts';
import type { RowRange } from '../core/dataset/similarity-rows.ts';
import { readyVariant } from '../core/measuring/run-variant.ts';
import { versionFor } from '../core/measuring/versions.ts';
import { warmUp } from '../core/measuring/warm-up.ts';
import { variantOf } from '../core/variants.ts';
import { openPool } from './open-pool.ts';
import { rowsFile } from './rows-file.ts';
import { schema } from './step.ts';

/** Seconds that it takes to make the rows and throw them away. */
const timeGenerator = (dataset: Dataset, ids: Int32Array, range: RowRange): number => {
  const start = performance.now();
  for (const _ of rowsOf(dataset, ids, range));
  return (performance.now() - start) / 1000;
};

/** One write, timed from the first row pulled to COMMIT. */
export const measure = async (
  context: MeasureContext<Parameters>,
  { variant: id, rows: count }: SampleSpec,
): Promise<Measured> => {
  const workload = workloadOf(context.workload);
  const { params, seed, signal, database, applicationName } = context;
  await using pool = openPool(context);
  using roundTrips = countRoundTrips(pool);
  const variant = variantOf(id);
  const dataset = await openDataset(params, seed);
  const start = performance.now();
  const ids = dataset.kind === 'genes' ? new Int32Array() : await resolveGeneIds(pool, schema, dataset.genes);
  const resolve_seconds = (performance.now() - start) / 1000;
  const range = { count, version: versionFor(workload) };
  const generate_seconds = timeGenerator(dataset, ids, range);
  const path = rowsFile(context, count);
  const run = {
    pool,
    schema,
    connectionString: database.connectionString,
    applicationName,
    workload,
    dataset,
    ids,
    file: variant.fromFile && existsSync(path) ? path : undefined,
    signal,
    progress: (done: number) => context.progress(done, count),
  };
  const warm_up_rows = await warmUp(variant, run, params.constraints);
  await using ready = await readyVariant(variant, run, range);
  const before = roundTrips.count;
  await context.timed(ready.write);
  const round_trips = roundTrips.count - before;
  return {
    metrics: variant.outside && id !== 'server-copy' ? {} : { round_trips },
    counters: { generate_seconds, resolve_seconds, warm_up_rows },
  };
};
