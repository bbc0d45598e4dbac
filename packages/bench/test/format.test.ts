import {
  formatBytes,
  formatCounter,
  formatMetric,
  formatRate,
  formatRatio,
  formatSeconds,
  formatSi,
  threeDigits,
} from '@lab/bench';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it('shows three significant digits and never an exponent', () => {
  expect([57.42, 185432, 0.012345, 5, 999.6, 0].map(threeDigits)).toEqual([
    '57.4',
    '185000',
    '0.0123',
    '5.00',
    '1000',
    '0',
  ]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (value) => {
      expect(formatSi(value)).toMatch(/^\d+(\.\d+)?( [kMGT])?$/);
      expect(Number(threeDigits(value)) / value).toBeCloseTo(1, 2);
    }),
  );
});

it('carries a value that rounds up into the next prefix', () => {
  expect([999.4, 999.6, 999_499, 999_500, 1.85e5, 1.25e9].map(formatSi)).toEqual([
    '999',
    '1.00 k',
    '999 k',
    '1.00 M',
    '185 k',
    '1.25 G',
  ]);
});

it('always has a unit', () => {
  expect(formatRate(185_432)).toBe('185 k rows/s');
  expect([0, 0.00012, 0.0123, 1.25, 125, 11_040].map(formatSeconds)).toEqual([
    '0 s',
    '120 µs',
    '12.3 ms',
    '1.25 s',
    '2 min 5 s',
    '3 h 4 min',
  ]);
  expect([12, 64e6, 1234].map(formatBytes)).toEqual(['12 B', '64.0 MB', '1.23 kB']);
  expect(formatMetric(12, 'ms')).toBe('12.0 ms');
  expect([850, 12_300].map((micros) => formatMetric(micros, 'µs'))).toEqual(['850 µs', '12.3 ms']);
  // Ratios and means per request: three digits; counts in full.
  expect([0, 0.514, 0.0012, 2.5, 1].map((value) => formatMetric(value, '1'))).toEqual([
    '0',
    '0.514',
    '0.00120',
    '2.50',
    '1',
  ]);
  expect(formatMetric(20_000, '1')).toBe('20,000');
  expect(formatMetric(42_250_000, '1')).toBe('42.3 M');
  expect([formatRatio(57.41), formatRatio(1234)]).toEqual(['57.4×', '1,234×']);
  expect(formatCounter('server_cpu_seconds', 0.5)).toBe('500 ms');
  expect(formatCounter('steal_share', 0.012)).toBe('1.20 %');
  expect(formatCounter('rows', 200_000)).toBe('200,000');
});
