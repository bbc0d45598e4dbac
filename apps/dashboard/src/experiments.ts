import type { ExperimentContract } from '@lab/bench';
import { bulkWrites } from '@lab/bulk-writes';
import { customerSearch } from '@lab/customer-search';

/** The registry of this host: one line an experiment, in the order of the sidebar. */
export const experiments: readonly ExperimentContract[] = [bulkWrites, customerSearch];
