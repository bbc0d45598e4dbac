import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDueEarly } from '../../src/core/cache/is-due-early.ts';

const entry = (computeMs: number, expiresAt: number) => ({ value: '', computeMs, expiresAt });

test('a value that has expired is due, whatever is drawn', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      expect(isDueEarly(entry(10, 1_000), 1_000, random)).toBe(true);
    }),
  );
});

test('a value far from its end is not: the largest draw is 37 times what it took to compute', () => {
  expect(isDueEarly(entry(10, 1_000), 600, 1 - Number.EPSILON / 2)).toBe(false);
});

test('the closer and the dearer, the likelier', () => {
  const draws = Array.from({ length: 1_000 }, (_, index) => index / 1_000);
  const share = (computeMs: number, now: number) =>
    draws.filter((random) => isDueEarly(entry(computeMs, 1_000), now, random)).length / draws.length;
  // P = exp(-(expiry - now) / computeMs)
  expect(share(10, 990)).toBeCloseTo(Math.exp(-1), 2);
  expect(share(100, 990)).toBeCloseTo(Math.exp(-0.1), 2);
  expect(share(10, 960)).toBeCloseTo(Math.exp(-4), 2);
});
