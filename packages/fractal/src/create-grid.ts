import type { View } from './julia-set.ts';

/** Real part of each column and imaginary part of each row, top row first. */
export interface Grid {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
}

/**
 * Places the pixels in the plane. The operations and their order are part of the definition: two kernels agree in every pixel
 * only if they start from the same bits.
 */
export const createGrid = ({ width, height, centre, zoom = 1, grid = 'symmetric' }: View): Grid => {
  const side = Math.max(width, height);
  const x0 = centre?.real ?? 0;
  const y0 = centre?.imaginary ?? 0;
  if (grid === 'original') {
    return {
      columns: Float64Array.from({ length: width }, (_, column) => {
        return ((2 * (column + (side - width) / 2)) / (side - 1) - 1) / zoom + x0;
      }),
      rows: Float64Array.from({ length: height }, (_, row) => {
        return ((2 * (height - row + (side - height) / 2)) / (side - 1) - 1) / zoom + y0;
      }),
    };
  }
  // Whole numbers that are odd functions of the pixel around the middle, so that negation is exact.
  const scale = (side - 1) * zoom;
  return {
    columns: Float64Array.from({ length: width }, (_, column) => (2 * column - (width - 1)) / scale + x0),
    rows: Float64Array.from({ length: height }, (_, row) => (height - 1 - 2 * row) / scale + y0),
  };
};
