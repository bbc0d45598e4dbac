import { availableParallelism, cpus, totalmem } from 'node:os';
import type { MachineState } from './system-state.ts';

/** Facts of this machine as this process sees it. */
export const readMachine = (postgres: string | null): MachineState => ({
  cpu: cpus()[0]?.model.trim() || process.arch,
  cores: availableParallelism(),
  // 0 or astronomically large where nothing limits the process.
  memoryBytes: Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem()),
  node: process.versions.node,
  postgres,
});
