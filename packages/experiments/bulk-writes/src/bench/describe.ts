import type { Parameters } from '../contract/parameters.ts';
import { workloadOf } from '../contract/workload-id.ts';
import { geneTable } from '../core/tables/gene-table.ts';
import { similarityTable } from '../core/tables/similarity-table.ts';
import { variantOf } from '../core/variants.ts';
import { libraryFiles } from './library-files.ts';
import { schema } from './step.ts';

// The variants of Prisma that are all or nothing share a loop of this experiment.
const loop = ['variants/in-one-transaction.ts', 'variants/batches.ts'];
const inOneTransaction: Readonly<Record<string, readonly string[]>> = {
  'prisma-create-many': loop,
  'prisma-update-batch': loop,
};

/** What a reader is shown of a variant: its file, the verb behind it, and the statements. */
export const describe = (
  workload: string,
  variant: string,
  { table }: Parameters,
): { file: string; files: readonly string[]; sql: string } => {
  const { sql, sketch } = variantOf(variant);
  const statements = sql(table === 'genes' ? geneTable(schema) : similarityTable(schema), workloadOf(workload));
  return {
    file: `variants/${variant}.ts`,
    files: [...(inOneTransaction[variant] ?? []), ...libraryFiles(variant)],
    sql: sketch ? `-- sketch: abridged, not the text that was sent\n${statements}` : statements,
  };
};
