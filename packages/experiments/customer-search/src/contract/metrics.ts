import type { Metric } from '@lab/bench';

export const metrics = [
  { id: 'requests_per_cpu_second', label: 'Requests per second of CPU', unit: 'requests/s', better: 'higher' },
  { id: 'requests_per_second', label: 'Requests per second', unit: 'requests/s', better: 'higher' },
  { id: 'latency_p50_ms', label: 'Latency, median', unit: 'ms', better: 'lower' },
  { id: 'latency_p95_ms', label: 'Latency, 95th percentile', unit: 'ms', better: 'lower' },
  { id: 'latency_p99_ms', label: 'Latency, 99th percentile', unit: 'ms', better: 'lower' },
  { id: 'failed_ratio', label: 'Failed requests', unit: '1', better: 'lower' },
  { id: 'cpu_us_per_request', label: 'CPU per request, database included', unit: 'µs', better: 'lower' },
  { id: 'queries_per_request', label: 'Queries per request', unit: '1', better: 'lower' },
  { id: 'rows_read_per_request', label: 'Rows read per request', unit: '1', better: 'lower' },
  { id: 'peak_rss_bytes', label: 'Peak memory of the host', unit: 'B', better: 'lower' },
] as const satisfies readonly Metric[];
