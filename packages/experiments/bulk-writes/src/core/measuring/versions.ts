import type { WorkloadId } from '../../contract/workload-id.ts';
import type { Version } from '../dataset/version.ts';

/** The values that a workload writes. */
export const versionFor = (workload: WorkloadId): Version =>
  workload === 'create' ? 'first' : workload === 'update' ? 'changed' : 'mixed';
