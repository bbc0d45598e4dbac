import { checkJuliaSet, wholeNumber } from './check-julia-set.ts';
import { createGrid } from './create-grid.ts';
import type { JuliaSet } from './julia-set.ts';

/** Which rows to compute: from `first`, before `end`. Rows are independent, so tiles may run anywhere in any order. */
export interface Rows {
  readonly first: number;
  readonly end: number;
}

/**
 * The reference kernel: scalar, one point at a time, nothing clever. Every faster kernel is compared with it pixel by pixel.
 *
 * The value of a point is the number of iterates z ← z² + c, the start included, with |z|² < 4 before the first that fails,
 * capped at `depth`. A point that reaches `depth` counts as inside. The bail-out radius 2 is exact for |c| ≤ 2: an orbit that
 * leaves that disc never returns. (Escape-time algorithm: Peitgen and Richter, The Beauty of Fractals, 1986, p. 189.)
 *
 * @param rows `{ first, end }`; all without it.
 * @param into row-major counts of the whole picture, filled for `rows` only; a new array without it.
 * @returns one count per pixel, row by row from the top.
 * @throws {RangeError} when the set cannot be drawn, the picture lacks the rows, or `into` is too small for it.
 */
export const escapeTimes = (
  set: JuliaSet,
  rows: Rows = { first: 0, end: set.view.height },
  into?: Uint32Array,
): Uint32Array => {
  checkJuliaSet(set);
  const { constant, depth, view } = set;
  wholeNumber('rows.first', rows.first, 0, view.height);
  wholeNumber('rows.end', rows.end, rows.first, view.height);
  const pixels = view.width * view.height;
  if (into && into.length < pixels)
    throw new RangeError(`into must hold the whole picture, ${pixels} counts; it holds ${into.length}.`);
  const counts = into ?? new Uint32Array(pixels);
  const grid = createGrid(view);
  for (let row = rows.first; row < rows.end; row++) {
    const y = grid.rows[row];
    if (y === undefined) break;
    for (let column = 0; column < view.width; column++) {
      counts[row * view.width + column] = escapeTime(grid.columns[column] ?? Number.NaN, y, constant, depth);
    }
  }
  return counts;
};

/** The count of one starting point; see {@link escapeTimes}. */
export const escapeTime = (x: number, y: number, { real, imaginary }: JuliaSet['constant'], depth: number): number => {
  let zr = x;
  let zi = y;
  let count = 0;
  while (count < depth) {
    const rr = zr * zr;
    const ii = zi * zi;
    if (!(rr + ii < 4)) break;
    zi = 2 * zr * zi + imaginary;
    zr = rr - ii + real;
    count++;
  }
  return count;
};
