import { escapeTimes, type JuliaSet, smoothEscapeTimes, smoothValue } from '@lab/fractal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const depth = 300;
const set = (real: number, imaginary: number): JuliaSet => ({
  constant: { real, imaginary },
  view: { width: 40, height: 40, zoom: 0.5 },
  depth,
});
const coordinate = fc.double({ min: -1.5, max: 1.5, noNaN: true });

/** The next iterate's count and norm, as a bail-out of twice the exponent would have left them. */
const oneFurther = (x: number, y: number, real: number, imaginary: number) => {
  let [zr, zi, count] = [x, y, 0];
  while (zr * zr + zi * zi < 256 ** 2 && count < depth) {
    [zr, zi] = [zr * zr - zi * zi + real, 2 * zr * zi + imaginary];
    count++;
  }
  const [nr, ni] = [zr * zr - zi * zi + real, 2 * zr * zi + imaginary];
  return { here: smoothValue(count, zr * zr + zi * zi, depth), next: smoothValue(count + 1, nr * nr + ni * ni, depth) };
};

describe('smooth escape time', () => {
  test('does not depend on which iterate it is read from', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x, y, real, imaginary) => {
        const { here, next } = oneFurther(x, y, real, imaginary);
        if (here < depth - 1) expect(Math.abs(next - here)).toBeLessThan(1e-4);
      }),
    );
  });

  test('the set itself is where the plain kernel has it, but for points between the two radii', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (real, imaginary) => {
        const plain = escapeTimes(set(real, imaginary));
        const { counts, norms } = smoothEscapeTimes(set(real, imaginary));
        counts.forEach((count, pixel) => {
          const inside = plain[pixel] ?? 0;
          expect(count).toBeGreaterThanOrEqual(inside);
          if (inside < depth - 100) expect(smoothValue(count, norms[pixel] ?? 0, depth)).toBeLessThan(depth);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('points inside have the value depth', () => {
    const { counts, norms } = smoothEscapeTimes(set(0, 0));
    const middle = 20 * 40 + 20;
    expect(smoothValue(counts[middle] ?? 0, norms[middle] ?? 0, depth)).toBe(depth);
  });
});
