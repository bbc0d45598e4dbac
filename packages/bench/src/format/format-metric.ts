import type { Metric } from '../contract/experiment.ts';
import { formatCount, formatSi, threeDigits } from './format-number.ts';

/** `12.3 ms`, `1.25 s`, `2 min 5 s`, `3 h 4 min`. */
export const formatSeconds = (seconds: number): string => {
  const size = Math.abs(seconds);
  if (size === 0) return '0 s';
  if (size < 0.0009995) return `${threeDigits(seconds * 1e6)} µs`;
  if (size < 0.9995) return `${threeDigits(seconds * 1e3)} ms`;
  if (size < 119.5) return `${threeDigits(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 7200) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

const spaced = (value: number): string => {
  const text = formatSi(value);
  return text.includes(' ') ? text : `${text} `;
};

/** `64.0 MB`. Decimal: 1 kB is 1,000 bytes. */
export const formatBytes = (bytes: number): string =>
  Math.abs(bytes) < 999.5 ? `${Math.round(bytes)} B` : `${spaced(bytes)}B`;

/** `185 k rows/s`; the noun may be shorter where a heading says the rest. */
export const formatRate = (perSecond: number, unit = 'rows/s'): string => `${formatSi(perSecond)} ${unit}`;

/** A value of a metric with its unit. Three significant digits, except counts below a million, which are exact. */
export const formatMetric = (value: number, unit: Metric['unit']): string => {
  switch (unit) {
    case 'rows/s':
    case 'requests/s':
      return formatRate(value, unit);
    case 's':
      return formatSeconds(value);
    case 'ms':
      return formatSeconds(value / 1000);
    case 'µs':
      return formatSeconds(value / 1e6);
    case 'B':
      return formatBytes(value);
    case '1':
      return Math.abs(value) < 1e6 && Number.isInteger(value) ? formatCount(value) : formatSi(value);
  }
};

/** A ratio with a times sign: `57.4×`. */
export const formatRatio = (ratio: number): string => `${ratioDigits(ratio)}×`;

/** Ratios from 1,000 up are whole numbers with separators, since `1.25 k times` reads badly. */
export const ratioDigits = (ratio: number): string => (ratio >= 999.5 ? formatCount(ratio) : threeDigits(ratio));

/** Counters carry their unit as the end of their name (`_bytes`, `_seconds`, `_ms`, `_us`, `_share`); the rest are plain counts. */
export const formatCounter = (name: string, value: number): string => {
  if (name.endsWith('_bytes')) return formatBytes(value);
  if (name.endsWith('_seconds') || name === 'seconds') return formatSeconds(value);
  if (name.endsWith('_ms')) return formatSeconds(value / 1000);
  if (name.endsWith('_us')) return formatSeconds(value / 1e6);
  if (name.endsWith('_share')) return `${threeDigits(value * 100)} %`;
  return formatMetric(value, '1');
};
