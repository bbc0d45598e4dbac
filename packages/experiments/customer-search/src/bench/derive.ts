import type { DerivedFrom } from '@lab/bench';

/** CPU time of the host and of the database, for each request that was sent: what a rate on a shared machine cannot tell. */
export const derive = ({ metrics, counters }: DerivedFrom): Record<string, number | undefined> => {
  const { cpu_seconds } = metrics;
  const { server_cpu_seconds, requests = 0 } = counters;
  if (cpu_seconds === undefined || server_cpu_seconds === undefined || requests === 0) return {};
  const cpu = cpu_seconds + server_cpu_seconds;
  return { cpu_us_per_request: (cpu * 1e6) / requests, requests_per_cpu_second: requests / cpu };
};
