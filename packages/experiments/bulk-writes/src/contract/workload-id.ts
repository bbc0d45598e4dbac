const workloadIds = ['create', 'update', 'upsert'] as const;

/** Ids of the workloads, for the benchmark and for imports. */
export type WorkloadId = (typeof workloadIds)[number];

/** @throws Error for another text; hosts check plans against the contract, whose ids these are. */
export const workloadOf = (text: string): WorkloadId => {
  const found = workloadIds.find((id) => id === text);
  if (found === undefined) throw new Error(`bulk-writes has no workload ${text}.`);
  return found;
};

/** What becomes of a row that the table does not have: an update leaves it out. */
export const missingFor = (workload: WorkloadId): 'insert' | 'ignore' => (workload === 'update' ? 'ignore' : 'insert');
