import type { ExperimentContract } from '@lab/bench';
import { bulkWrites } from '@lab/bulk-writes';
import { customerSearch } from '@lab/customer-search';

export interface BenchExperiment {
  readonly contract: ExperimentContract;
  /** The module whose default export is its BenchDefinition. */
  readonly definitionUrl: string;
}

/** One line per experiment. */
export const experiments: readonly BenchExperiment[] = [
  { contract: bulkWrites, definitionUrl: import.meta.resolve('@lab/bulk-writes/bench') },
  { contract: customerSearch, definitionUrl: import.meta.resolve('@lab/customer-search/bench') },
];
