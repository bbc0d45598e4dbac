import { readFileSync } from 'node:fs';

/** What the machine has done so far; undefined where the system does not say. */
export interface MachineReading {
  /** CPU seconds of all processors: in total, spent working, and stolen by the hypervisor. */
  readonly cpu: { readonly total: number; readonly busy: number; readonly steal: number } | undefined;
  readonly throttledSeconds: number | undefined;
  readonly swappedPages: number | undefined;
  readonly ownCpuSeconds: number;
  readonly at: number;
}

const ticksPerSecond = 100;

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const field = (text: string | undefined, name: string): number | undefined => {
  const value = text && new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(text)?.[1];
  return value ? Number(value) : undefined;
};

const readCpu = (): MachineReading['cpu'] => {
  const line = /^cpu +(.+)$/m.exec(read('/proc/stat') ?? '')?.[1];
  if (!line) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = line
    .split(' ')
    .map((ticks) => Number(ticks) / ticksPerSecond);
  const busy = user + nice + system + irq + soft;
  return { busy, steal, total: busy + steal + idle + wait };
};

const readThrottled = (): number | undefined => {
  const group = /^0::(.*)$/m.exec(read('/proc/self/cgroup') ?? '')?.[1];
  const own = group && read(`/sys/fs/cgroup${group}/cpu.stat`);
  const micros = field(own ?? read('/sys/fs/cgroup/cpu.stat'), 'throttled_usec');
  const nanos = field(read('/sys/fs/cgroup/cpu/cpu.stat'), 'throttled_time');
  return micros !== undefined ? micros / 1e6 : nanos !== undefined ? nanos / 1e9 : undefined;
};

const readSwapped = (): number | undefined => {
  const text = read('/proc/vmstat');
  const into = field(text, 'pswpin');
  const out = field(text, 'pswpout');
  return into === undefined || out === undefined ? undefined : into + out;
};

export const readMachine = (): MachineReading => {
  const { user, system } = process.cpuUsage();
  return {
    cpu: readCpu(),
    throttledSeconds: readThrottled(),
    swappedPages: readSwapped(),
    ownCpuSeconds: (user + system) / 1e6,
    at: performance.now(),
  };
};
