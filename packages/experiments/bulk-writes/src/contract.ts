import type { ExperimentContract } from '@lab/bench';
import { createVariants } from './contract/create-variants.ts';
import { metrics } from './contract/metrics.ts';
import { parameters } from './contract/parameters.ts';
import { updateVariants } from './contract/update-variants.ts';
import { upsertVariants } from './contract/upsert-variants.ts';

export { importJob } from './contract/import-job.ts';
export {
  type Counts,
  type GeneHit,
  type ImportStatus,
  type ImportView,
  importStatusSchema,
  importStrategies,
  type SimilarGene,
  type SimilarQuery,
  type StartImport,
  similarQuerySchema,
  startImportSchema,
} from './contract/imports.ts';
export { type Parameters, parameters } from './contract/parameters.ts';

/** The door ".": browser-safe. */
export const bulkWrites: ExperimentContract<typeof parameters> = {
  slug: 'bulk-writes',
  title: 'Bulk writes',
  question: 'What is the fastest way to write many rows into PostgreSQL, all of them or none?',
  workloads: [
    {
      id: 'create',
      label: 'Create',
      description: 'Write new rows into an empty table.',
      variants: createVariants,
      baseline: 'prisma-create',
    },
    {
      id: 'update',
      label: 'Update',
      description: 'Give every row of the table a new score.',
      variants: updateVariants,
      baseline: 'prisma-update',
    },
    {
      id: 'upsert',
      label: 'Upsert',
      description: 'Write rows of which half are new and half exist with another score.',
      variants: upsertVariants,
      baseline: 'prisma-upsert',
    },
  ],
  parameters,
  metrics,
  headline: 'rows_per_second',
  verdictVerb: 'wrote',
  verdictNoun: 'rows per second',
  standardPlan: [
    { workload: 'create', rounds: 6, params: {} },
    { workload: 'create', rounds: 6, params: { constraints: 'full' } },
    { workload: 'update', rounds: 6, params: {} },
    { workload: 'upsert', rounds: 6, params: {} },
  ],
  // Without the loop over single rows: its half a minute a round is for those who doubt it.
  firstRun: {
    workload: 'create',
    rounds: 6,
    variants: ['prisma-create-many', 'insert-values', 'copy-text', 'replace-table'],
    params: { rows: 100_000 },
  },
};
