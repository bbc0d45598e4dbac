import { importJob, startImportWorker } from '@lab/bulk-writes/worker';
import type { AnyJob } from '@lab/jobs';
import type { QueueBackend, RelayOptions } from '@lab/jobs/server';
import type { Pool } from 'pg';

interface WorkerExperiment {
  readonly slug: string;
  /** Where the measuring process imports the definition from. */
  readonly definition: string;
  /** Background work of its own, beside measuring. */
  readonly jobs?: readonly AnyJob[];
  readonly start?: (options: {
    readonly pool: Pool;
    readonly backend: QueueBackend;
    readonly holder: string;
    readonly log?: RelayOptions['log'];
  }) => { close(deadlineMs?: number): Promise<void> };
}

/** What this worker can do: one line per experiment. */
export const experiments: readonly WorkerExperiment[] = [
  {
    slug: 'bulk-writes',
    definition: import.meta.resolve('@lab/bulk-writes/bench'),
    jobs: [importJob],
    start: startImportWorker,
  },
  { slug: 'customer-search', definition: import.meta.resolve('@lab/customer-search/bench') },
];

export const definitionUrl = (experiment: string): string | undefined =>
  experiments.find(({ slug }) => slug === experiment)?.definition;
