import { createHash } from 'node:crypto';
import { palettes, toPaletteIndices } from '@lab/fractal';
import { describe, expect, test } from 'vitest';

/** SHA-256 of `colormaps[name](arange(256), bytes=True)[:, :3]` in matplotlib 3.11.2. */
const matplotlib = {
  nipy_spectral: '1b75e7bc6c4570a02f30d633a8b9a64c295de0f1697b70102aaad337b7f61337',
  cubehelix: 'b5ad95c828af18f42f85356432bd4b174cd2b2b2e432a4fad271df7c1c72d4e6',
  Oranges: 'a0fb9119061cc50f1cf327a812107da71ef2ff549bf0e2a863216d229fafd051',
  gnuplot: '7cbd4a0d3b4ce7ff7282aba29da429f18c750bd1940651722e76d984c457f6b4',
  terrain: '1184d9dd7145cdf2341439a7daefb938c18eccde07bbf10236a0f012a8fd3fa6',
  ocean: '37bc7c90b506e2251ce2d2a2c84ebc28e1d711c56e4c18f930961f046e6c9378',
};

test('every palette is matplotlib’s, byte for byte', () => {
  const hashes = Object.entries(palettes).map(([name, bytes]) => [
    name,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(matplotlib);
});

describe('palette indices', () => {
  test('spread from the least value to the greatest', () => {
    expect([...toPaletteIndices(Uint32Array.of(10, 20, 30, 15))]).toEqual([0, 128, 255, 64]);
    expect([...toPaletteIndices(Float64Array.of(-1, -0.5, 1))]).toEqual([0, 64, 255]);
  });

  test('one value only is entry 0; nothing gives nothing', () => {
    expect([...toPaletteIndices(Uint32Array.of(7, 7, 7))]).toEqual([0, 0, 0]);
    expect([...toPaletteIndices(new Uint32Array())]).toEqual([]);
  });
});
