import type { BenchResult } from '../contract/result.ts';

const cell = (value: string | number | boolean | undefined): string => {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const namesOf = (records: readonly Readonly<Record<string, number>>[]): string[] =>
  [...new Set(records.flatMap((record) => Object.keys(record)))].sort();

/**
 * One line a sample, RFC 4180 (CRLF, a header line). Counters and noise carry a prefix, so that names cannot collide. What a
 * sample lacks is empty, so that a column of numbers stays one; `work_outside` tells where the work was done instead.
 */
export const exportSamplesCsv = ({ samples, variants }: Pick<BenchResult, 'samples' | 'variants'>): string => {
  const outside = new Map(variants.map((variant) => [variant.id, variant.outside]));
  const metrics = namesOf(samples.map((sample) => sample.metrics));
  const counters = namesOf(samples.map((sample) => sample.counters));
  const noise = namesOf(samples.map((sample) => sample.noise));
  const head = [
    ...['round', 'attempt', 'slot', 'variant', 'phase', 'status', 'reason', 'started_at', 'work_outside'],
    ...['result_rows', 'result_checksum', 'result_ok'],
    ...metrics,
    ...counters.map((name) => `counter_${name}`),
    ...noise.map((name) => `noise_${name}`),
  ];
  const lines = samples.map((sample) => [
    ...[sample.round, sample.attempt, sample.slot, sample.variant, sample.phase, sample.status],
    ...[sample.error ?? sample.rejectReason, sample.startedAt, outside.get(sample.variant)],
    ...[sample.correctness?.rows, sample.correctness?.checksum, sample.correctness?.ok],
    ...metrics.map((name) => sample.metrics[name]),
    ...counters.map((name) => sample.counters[name]),
    ...noise.map((name) => sample.noise[name]),
  ]);
  return [head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
};
