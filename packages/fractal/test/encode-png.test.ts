import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { encodePng, escapeTimes, palettes, toPaletteIndices } from '@lab/fractal';
import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../src/crc32.ts';

describe('CRC-32', () => {
  test.each([
    ['', 0],
    ['123456789', 0xcbf4_3926],
    ['IEND', 0xae42_6082],
    ['The quick brown fox jumps over the lazy dog', 0x414f_a339],
  ])('of %j', (text, crc) => {
    expect(crc32(new TextEncoder().encode(text))).toBe(crc);
  });
});

const picture = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom(...Object.values(palettes)))
  .chain(([width, height, palette]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((indices) => ({ width, height, palette, indices })),
  );

describe('PNG, read back by another decoder', () => {
  test('has the same size, pixels and palette, whatever the picture; every checksum holds', async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (drawn) => {
        const png = await encodePng(drawn);
        const { width, height, depth, channels, data, palette } = decode(png, { checkCrc: true });
        expect({ width, height, depth, channels }).toEqual({
          width: drawn.width,
          height: drawn.height,
          depth: 8,
          channels: 1,
        });
        expect([...data]).toEqual([...drawn.indices]);
        expect(palette?.flat()).toEqual([...drawn.palette]);
      }),
      { numRuns: 50 },
    );
  });

  test('another compressor gives other bytes and the same pixels', async () => {
    const view = { width: 64, height: 64, zoom: 0.6 };
    const indices = toPaletteIndices(escapeTimes({ constant: { real: -0.123, imaginary: 0.745 }, view, depth: 100 }));
    const drawn = { width: 64, height: 64, indices, palette: palettes.nipy_spectral };
    const stored = await encodePng(drawn, { compress: (bytes) => promisify(deflate)(bytes, { level: 0 }) });
    const usual = await encodePng(drawn);
    expect(usual.length).toBeLessThan(stored.length);
    expect(decode(stored, { checkCrc: true }).data).toEqual(decode(usual, { checkCrc: true }).data);
  });

  test('a broken byte is noticed by the checksum', async () => {
    const png = await encodePng({ width: 1, height: 1, indices: Uint8Array.of(3), palette: palettes.ocean });
    png[png.length - 20] = (png[png.length - 20] ?? 0) ^ 1;
    expect(() => decode(png, { checkCrc: true })).toThrow(/crc/i);
  });
});

describe('what cannot be encoded is refused', () => {
  test('too few pixels', async () => {
    const drawn = { width: 2, height: 2, indices: new Uint8Array(3), palette: palettes.ocean };
    await expect(encodePng(drawn)).rejects.toThrow('A picture of 2 × 2 needs 4 pixels; it got 3.');
  });

  test('a palette of another size', async () => {
    const drawn = { width: 1, height: 1, indices: new Uint8Array(1), palette: new Uint8Array(3) };
    await expect(encodePng(drawn)).rejects.toThrow('A palette has 768 bytes; it got 3.');
  });
});
