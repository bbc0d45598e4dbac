import type { ServerCounters } from './read-server-counters.ts';

export interface ServerWork {
  readonly wal: Readonly<Record<string, number>>;
  /** Seconds; undefined where the cluster is not private. */
  readonly cpu: number | undefined;
  readonly counters: Readonly<Record<string, number>>;
}

/** What the server did between two readings, under the names that a sample gives it. */
export const serverDifferences = (before: ServerCounters, after: ServerCounters): ServerWork => {
  const cpu =
    before.cpuSeconds !== undefined && after.cpuSeconds !== undefined
      ? after.cpuSeconds - before.cpuSeconds
      : undefined;
  const bytes = (from: number | undefined, to: number | undefined) => Math.max(0, (to ?? 0) - (from ?? 0));
  const wal: Record<string, number> = {};
  if (before.wal !== undefined && after.wal !== undefined) wal.wal_bytes = Number(after.wal - before.wal);
  const counters: Record<string, number> = {};
  if (cpu !== undefined) {
    counters.server_cpu_seconds = Math.max(0, cpu);
    counters.server_read_bytes = bytes(before.readBytes, after.readBytes);
    counters.server_written_bytes = bytes(before.writtenBytes, after.writtenBytes);
  }
  return { wal, cpu, counters };
};
