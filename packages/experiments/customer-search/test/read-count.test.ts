import { expect, test } from 'vitest';
import { readCount } from '../src/cli/read-count.ts';

const limits = { name: '--customers', least: 1, most: 10_000_000, example: '3_000_000' };

test.each([
  ['3000000', 3_000_000],
  ['3_000_000', 3_000_000],
  ['3,000,000', 3_000_000],
  ['1', 1],
  ['10_000_000', 10_000_000],
])('%s is a number', (text, value) => {
  expect(readCount(text, limits)).toBe(value);
});

test.each(['', '0', '-1', '1.5', '1e6', '3 000', 'many', '_1', '1_', '1__0', '10_000_001', 'Infinity', '0x10', '٣'])(
  '%j is refused in one sentence that says what is allowed',
  (text) => {
    expect(() => readCount(text, limits)).toThrow(
      `--customers must be a whole number from 1 to 10,000,000, such as 3_000_000; it was ${JSON.stringify(text)}.`,
    );
  },
);
