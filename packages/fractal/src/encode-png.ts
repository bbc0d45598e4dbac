import { crc32 } from './crc32.ts';
import { deflate } from './deflate.ts';
import type { Palette } from './palettes.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** One palette entry (0 to 255) per pixel, row by row from the top. */
  readonly indices: Uint8Array;
  readonly palette: Palette;
}

export interface EncodeOptions {
  /**
   * Compresses to the zlib format (RFC 1950). Default: the platform's CompressionStream, at its usual level. A server for
   * which encoding dominates passes `promisify(zlib.deflate)` with level 1.
   */
  readonly compress?: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Length, type, data, and the CRC over type and data. */
const chunk = (type: 'IHDR' | 'PLTE' | 'IDAT' | 'IEND', data: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
};

const header = (width: number, height: number): Uint8Array => {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // 8 bits a pixel, colour type 3 (palette), deflate, the one filter method, not interlaced.
  data.set([8, 3, 0, 0, 0], 8);
  return data;
};

/** Each row after filter type 0: for palette pictures the standard advises against the others (PNG, section 12.7). */
const scanlines = ({ width, height, indices }: Picture): Uint8Array<ArrayBuffer> => {
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    lines.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return lines;
};

/**
 * Encodes a palette picture as PNG (W3C PNG, third edition): a third of the bytes of a true-colour one, and 256 colours are
 * all that a palette has.
 * @throws {RangeError} when the pixels do not fill the picture or the palette is not 256 colours.
 */
export const encodePng = async (picture: Picture, { compress = deflate }: EncodeOptions = {}): Promise<Uint8Array> => {
  const { width, height, indices, palette } = picture;
  const whole = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!whole || indices.length !== width * height)
    throw new RangeError(`A picture of ${width} × ${height} needs ${width * height} pixels; it got ${indices.length}.`);
  if (palette.length !== 768) throw new RangeError(`A palette has 768 bytes; it got ${palette.length}.`);
  const parts = [
    signature,
    chunk('IHDR', header(width, height)),
    chunk('PLTE', palette),
    chunk('IDAT', await compress(scanlines(picture))),
    chunk('IEND', new Uint8Array()),
  ];
  const png = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const part of parts) {
    png.set(part, offset);
    offset += part.length;
  }
  return png;
};
