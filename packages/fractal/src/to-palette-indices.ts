/**
 * Spreads values evenly from their least (entry 0) to their greatest (entry 255), as the original does. One value only: entry 0.
 */
export const toPaletteIndices = (values: Uint32Array | Float64Array): Uint8Array => {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const indices = new Uint8Array(values.length);
  const range = greatest - least;
  if (!(range > 0)) return indices;
  for (let pixel = 0; pixel < values.length; pixel++) {
    indices[pixel] = Math.min(255, Math.trunc((((values[pixel] ?? least) - least) / range) * 256));
  }
  return indices;
};
