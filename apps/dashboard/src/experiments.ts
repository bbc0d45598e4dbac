import type { ExperimentContract } from '@lab/bench';
import { bulkWrites } from '@lab/bulk-writes';

/** The registry of this host: one line an experiment, in the order of the sidebar. */
export const experiments: readonly ExperimentContract[] = [bulkWrites];
