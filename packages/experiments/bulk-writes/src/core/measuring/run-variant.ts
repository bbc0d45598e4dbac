import { createPrisma } from '@lab/db';
import type { Pool } from 'pg';
import type { WorkloadId } from '../../contract/workload-id.ts';
import { geneRows } from '../dataset/gene-rows.ts';
import type { Dataset } from '../dataset/open-dataset.ts';
import { type RowRange, similarityRows } from '../dataset/similarity-rows.ts';
import { geneTable } from '../tables/gene-table.ts';
import { similarityTable } from '../tables/similarity-table.ts';
import type { WriteVariant } from '../write-variant.ts';

export interface VariantRun {
  readonly pool: Pool;
  readonly schema: string;
  readonly connectionString: string;
  readonly applicationName: string;
  readonly workload: WorkloadId;
  readonly dataset: Dataset;
  /** Keys of the genes by their place in the matrix. */
  readonly ids: Int32Array;
  readonly file: string | undefined;
  readonly signal: AbortSignal;
  readonly progress: (rows: number) => void;
  /** Wraps the rows, for tests that make a source fail. */
  readonly through?: <R>(rows: Iterable<R>) => Iterable<R> | AsyncIterable<R>;
}

/** Everything that a variant needs, made ready; the function that is returned does the writing. */
export const readyVariant = async (
  variant: WriteVariant,
  run: VariantRun,
  range: RowRange,
): Promise<{ write: () => Promise<void> } & AsyncDisposable> => {
  const { pool, schema, connectionString, applicationName, workload, dataset, ids, file, signal, progress } = run;
  const through = run.through ?? ((rows) => rows);
  await using stack = new AsyncDisposableStack();
  const prisma = stack.use(createPrisma(connectionString, { pool, schema }));
  if (variant.ready) stack.use(await variant.ready({ file, connectionString }));
  const common = { pool, prisma, workload, signal, progress, file, connectionString, applicationName };
  const write =
    dataset.kind === 'genes'
      ? () =>
          variant.genes({
            ...common,
            table: geneTable(schema),
            rows: through(geneRows(dataset.genes, dataset.seed, range)),
          })
      : () =>
          variant.similarities({
            ...common,
            table: similarityTable(schema),
            rows: through(similarityRows(dataset.matrix, ids, range)),
          });
  const kept = stack.move();
  return { write, [Symbol.asyncDispose]: () => kept.disposeAsync() };
};
