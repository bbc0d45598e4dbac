import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface ProcessUsage {
  readonly metrics: { readonly seconds: number; readonly peak_rss_bytes: number; readonly cpu_seconds: number };
  readonly counters: Record<string, number>;
}

/** Interval of the delay monitor. It records whole intervals, so this much of each value is no delay. */
const monitorMs = 2;
const ticksPerSecond = 100;

const statusBytes = (field: 'VmHWM' | 'VmRSS'): number | undefined => {
  try {
    const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
};

/**
 * Writing 5 resets the peak to the present size (proc_pid_clear_refs(5)). getrusage's maxRSS cannot be reset and starts
 * with the parent's peak, so it is only the fallback where there is no /proc.
 */
const resetPeak = (): boolean => {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
};

/** CPU of children that have ended and been waited for (psql), in ticks of 10 ms; 0 where there is no /proc. */
const childrenCpuSeconds = (): number => {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
  } catch {
    return 0;
  }
};

/** Starts the clocks of this process; call the result to stop them. */
export const meterProcess = (): (() => ProcessUsage) => {
  const delays = monitorEventLoopDelay({ resolution: monitorMs });
  const wasReset = resetPeak();
  const startRss = statusBytes('VmRSS') ?? process.memoryUsage.rss();
  const children = childrenCpuSeconds();
  delays.enable();
  const utilization = performance.eventLoopUtilization();
  const before = process.resourceUsage();
  const start = process.hrtime.bigint();
  return () => {
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const after = process.resourceUsage();
    const loop = performance.eventLoopUtilization(utilization);
    delays.disable();
    const user = (after.userCPUTime - before.userCPUTime) / 1e6;
    const system = (after.systemCPUTime - before.systemCPUTime) / 1e6;
    const ended = childrenCpuSeconds() - children;
    const peak = (wasReset ? statusBytes('VmHWM') : undefined) ?? after.maxRSS * 1024;
    const delayMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - monitorMs);
    return {
      metrics: { seconds, peak_rss_bytes: peak, cpu_seconds: user + system + ended },
      counters: {
        cpu_user_seconds: user,
        cpu_system_seconds: system,
        cpu_children_seconds: ended,
        growth_rss_bytes: Math.max(0, peak - startRss),
        event_loop_utilization_share: loop.utilization,
        event_loop_delay_max_ms: delays.count > 0 ? delayMs(delays.max) : 0,
        // A p99 of fewer than 1,000 values would be a maximum by another name.
        ...(delays.count >= 1000 && { event_loop_delay_p99_ms: delayMs(delays.percentile(99)) }),
        involuntary_switches: after.involuntaryContextSwitches - before.involuntaryContextSwitches,
      },
    };
  };
};
