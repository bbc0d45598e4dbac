import { expect, it } from 'vitest';
import { sampleLimit } from '../src/runner/sample-limit.ts';

it.each([
  ['few rows', 20_000, [], 600],
  ['many rows', 50_000_000, [], 100_000],
  ['samples that took long', 20_000, [40, 60, 50], 1200],
  ['more than a timer holds', 1, [1e9], (2 ** 31 - 1) / 1000],
])('waits generously: %s', (_, rows, earlier, seconds) => {
  expect(sampleLimit(rows, earlier)).toBe(seconds);
});
