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

/** What stands above the statements, so that nobody takes them for all that was sent. */
const headOf = (variant: string, sketch: boolean): string => {
  if (sketch) return '-- sketch: abridged, not the text that was sent\n';
  return libraryFiles(variant).length > 0
    ? '-- in one transaction; what is asked of the catalogue around it (keys, sequences) is left out\n'
    : '';
};

/** What a reader is shown of a variant: its file, the verb behind it, and the statements. */
export const describe = (
  workload: string,
  variant: string,
  { table }: Parameters,
): { file: string; files: readonly string[]; sql: string } => {
  const { sql, sketch = false } = variantOf(variant);
  const statements = sql(table === 'genes' ? geneTable(schema) : similarityTable(schema), workloadOf(workload));
  return {
    file: `variants/${variant}.ts`,
    files: [...(inOneTransaction[variant] ?? []), ...libraryFiles(variant)],
    sql: `${headOf(variant, sketch)}${statements}`,
  };
};
