import type { MachineReading } from './read-machine.ts';

/** The kernel counts in ticks of 10 ms; a share of fewer than 20 of them says nothing. */
const leastCpuSeconds = 0.2;

/**
 * What the machine did beside the sample. Shares are of all processors, throttling of the elapsed time.
 *
 * @param measuredCpuSeconds CPU of the sample, of processes beside it that are part of it, and of the private server; undefined
 * when the last is not known, in which case nothing can be said about other processes.
 */
export const noiseBetween = (
  before: MachineReading,
  after: MachineReading,
  measuredCpuSeconds: number | undefined,
): Record<string, number> => {
  const noise: Record<string, number> = {};
  const elapsed = (after.at - before.at) / 1000;
  const total = before.cpu && after.cpu ? after.cpu.total - before.cpu.total : 0;
  if (before.cpu && after.cpu && total >= leastCpuSeconds) {
    const share = (seconds: number) => Math.min(1, Math.max(0, seconds / total));
    noise.steal_share = share(after.cpu.steal - before.cpu.steal);
    if (measuredCpuSeconds !== undefined) {
      const ours = measuredCpuSeconds + after.ownCpuSeconds - before.ownCpuSeconds;
      noise.other_cpu_share = share(after.cpu.busy - before.cpu.busy - ours);
    }
  }
  if (before.throttledSeconds !== undefined && after.throttledSeconds !== undefined && elapsed > 0)
    noise.throttled_share = Math.max(0, (after.throttledSeconds - before.throttledSeconds) / elapsed);
  if (before.swappedPages !== undefined && after.swappedPages !== undefined)
    noise.swap_pages = after.swappedPages - before.swappedPages;
  return noise;
};
