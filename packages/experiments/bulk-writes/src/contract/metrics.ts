import type { Metric } from '@lab/bench';

export const metrics = [
  { id: 'rows_per_second', label: 'Rows per second', unit: 'rows/s', better: 'higher' },
  { id: 'seconds', label: 'Time', unit: 's', better: 'lower' },
  { id: 'peak_rss_bytes', label: 'Peak memory', unit: 'B', better: 'lower' },
  { id: 'cpu_seconds', label: 'CPU of the process', unit: 's', better: 'lower' },
  { id: 'wal_bytes', label: 'WAL written', unit: 'B', better: 'lower' },
  { id: 'round_trips', label: 'Round trips', unit: '1', better: 'lower' },
  { id: 'table_bytes', label: 'Table and indexes', unit: 'B', better: 'lower' },
  { id: 'dead_rows', label: 'Dead rows left behind', unit: '1', better: 'lower' },
] as const satisfies readonly Metric[];
