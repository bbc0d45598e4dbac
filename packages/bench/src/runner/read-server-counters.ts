import { readdirSync, readFileSync } from 'node:fs';
import type { Control } from './connect-control.ts';

export interface ServerCounters {
  readonly wal: bigint | undefined;
  readonly cpuSeconds: number | undefined;
  readonly readBytes: number | undefined;
  readonly writtenBytes: number | undefined;
  readonly blocksRead: number;
  readonly blocksHit: number;
}

const ticksPerSecond = 100;

interface ProcessStat {
  readonly parent: number;
  readonly cpu: number;
  readonly endedChildrenCpu: number;
}

const processStat = (pid: number | string): ProcessStat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold spaces; fields count from the state after it.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const seconds = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) / ticksPerSecond;
    return { parent, cpu: seconds(11), endedChildrenCpu: seconds(13) };
  } catch {
    return undefined;
  }
};

const ioBytes = (pid: number | string): readonly [number, number] => {
  try {
    const text = readFileSync(`/proc/${pid}/io`, 'utf8');
    const read = (field: string) => Number(new RegExp(`^${field}: (\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return [read('read_bytes'), read('write_bytes')];
  } catch {
    return [0, 0];
  }
};

interface ClusterUsage {
  readonly cpu: number;
  readonly read: number;
  readonly written: number;
}

const scanCluster = (postmaster: number, root: ProcessStat): ClusterUsage => {
  let cpu = root.cpu + root.endedChildrenCpu;
  let [read, written] = ioBytes(postmaster);
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = processStat(pid);
    if (stat?.parent !== postmaster) continue;
    cpu += stat.cpu;
    const io = ioBytes(pid);
    read += io[0];
    written += io[1];
  }
  return { cpu, read, written };
};

/** A scan takes some milliseconds, and a session that ends meanwhile is in neither sum: it is scanned again, this often. */
const mostScans = 10;

/**
 * CPU time and storage traffic of a private cluster: its postmaster, the children that it has reaped (the kernel adds those
 * to the parent), and its live children. Resolution 10 ms.
 */
const clusterUsage = (postmaster: number): ClusterUsage | undefined => {
  let root = processStat(postmaster);
  for (let scan = 1; root; scan++) {
    const usage = scanCluster(postmaster, root);
    const now = processStat(postmaster);
    if (!now || now.endedChildrenCpu === root.endedChildrenCpu || scan === mostScans) return usage;
    root = now;
  }
  return undefined;
};

/** Reads what the server has done so far. Subtract two readings. */
export const readServerCounters = async (
  control: Pick<Control, 'client' | 'walReadable'>,
  postmaster: number | undefined,
): Promise<ServerCounters> => {
  const usage = postmaster === undefined ? undefined : clusterUsage(postmaster);
  const { rows } = await control.client.query<{ wal: string | null; read: string; hit: string }>(
    `select ${control.walReadable ? `pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')` : 'null'}::text as wal,
       blks_read::text as read, blks_hit::text as hit
     from pg_stat_database where datname = current_database()`,
  );
  const [row] = rows;
  return {
    wal: row?.wal ? BigInt(row.wal) : undefined,
    cpuSeconds: usage?.cpu,
    readBytes: usage?.read,
    writtenBytes: usage?.written,
    blocksRead: Number(row?.read ?? 0),
    blocksHit: Number(row?.hit ?? 0),
  };
};
