import type { RawSample } from './run-sample.ts';

type Numbers = Readonly<Record<string, number>>;

/** What process-meter.ts reads of the sample's process itself. CPU of its children is not among it: psql is one. */
const ofTheProcess: ReadonlySet<string> = new Set([
  'peak_rss_bytes',
  'cpu_seconds',
  'cpu_user_seconds',
  'cpu_system_seconds',
  'growth_rss_bytes',
  'event_loop_utilization_share',
  'event_loop_delay_max_ms',
  'event_loop_delay_p99_ms',
  'involuntary_switches',
]);

const without = (numbers: Numbers): Numbers =>
  Object.fromEntries(Object.entries(numbers).filter(([name]) => !ofTheProcess.has(name)));

/**
 * The numbers of a sample that are its variant's own. Where the work is done outside the sample's process, memory and CPU of
 * that process are those of one that waits: they would be read as the cost of the work.
 */
export const ownNumbers = (
  { metrics, counters }: Pick<RawSample<unknown>, 'metrics' | 'counters'>,
  outside: string | undefined,
): { readonly metrics: Numbers; readonly counters: Numbers } =>
  outside === undefined ? { metrics, counters } : { metrics: without(metrics), counters: without(counters) };
