import { checkJuliaSet } from './check-julia-set.ts';
import { createGrid } from './create-grid.ts';
import type { JuliaSet } from './julia-set.ts';

/** Radius 256: far enough out that log log |z| grows by one per iteration within 10⁻⁵. */
const bailOut = 256 ** 2;

/**
 * What smooth colouring needs and nothing more. The palette is not part of it, so that one computed result serves them all.
 */
export interface SmoothEscapeTimes {
  /** Iterates inside radius 256, capped at depth; row by row from the top. */
  readonly counts: Uint32Array;
  /** |z|² of the iterate that ended the count. */
  readonly norms: Float64Array;
}

/**
 * Like `escapeTimes`, with a wider bail-out and the last |z|² kept.
 * @throws {RangeError} when the set cannot be drawn.
 */
export const smoothEscapeTimes = (set: JuliaSet): SmoothEscapeTimes => {
  checkJuliaSet(set);
  const { constant, depth, view } = set;
  const grid = createGrid(view);
  const counts = new Uint32Array(view.width * view.height);
  const norms = new Float64Array(counts.length);
  let pixel = 0;
  for (const y of grid.rows) {
    for (const x of grid.columns) {
      let zr = x;
      let zi = y;
      let count = 0;
      let norm = zr * zr + zi * zi;
      while (count < depth && norm < bailOut) {
        const next = zr * zr - zi * zi + constant.real;
        zi = 2 * zr * zi + constant.imaginary;
        zr = next;
        norm = zr * zr + zi * zi;
        count++;
      }
      counts[pixel] = count;
      norms[pixel] = norm;
      pixel++;
    }
  }
  return { counts, norms };
};

/**
 * The continuous escape time ν = n + 1 − log₂ ln |z|, free of the steps of n, and `depth` for points inside.
 * (Renormalised iteration count after the Douady–Hubbard potential; F. Garcia et al., Coloring Dynamical Systems in the
 * Complex Plane, 2009.)
 */
export const smoothValue = (count: number, norm: number, depth: number): number =>
  norm < bailOut || count >= depth ? depth : count + 1 - Math.log2(Math.log(norm) / 2);
