import { bulkWrites } from '../contract.ts';

const variants = bulkWrites.workloads.flatMap((workload) => workload.variants);

/** The name of a strategy: that of the variant with the same id. */
export const strategyLabel = (id: string): string => variants.find((variant) => variant.id === id)?.label ?? id;

export const strategyDescription = (id: string): string | undefined =>
  variants.find((variant) => variant.id === id)?.description;

export const workloadLabel = (id: string): string =>
  bulkWrites.workloads.find((workload) => workload.id === id)?.label ?? id;
