import { createHash } from 'node:crypto';
import { escapeTime, escapeTimes, type JuliaSet } from '@lab/fractal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const set = (real: number, imaginary: number, view: Partial<JuliaSet['view']> = {}, depth = 200): JuliaSet => ({
  constant: { real, imaginary },
  view: { width: 48, height: 36, zoom: 0.6, ...view },
  depth,
});

describe('known pictures: counts computed by CPython’s complex numbers on the original grid', () => {
  test.each([
    ['basilica', -1, 0, '1b08a91733c7ed210895b99cec8224a316f0a5faaaa05381ba271479a51a1da6', 61286],
    ['rabbit', -0.123, 0.745, 'b3ada60e3ef0fd442fa16f105d96a0fe401d3dc3dc6e9a78c752b2f1bac85985', 55893],
    ['dendrite', 0, 1, '23131b1cfd140097b76a26f9d42d8062df39f03e2381ed754a1888737002ae0d', 5299],
    ['dust', 0.5, 0.5, 'bb91f12633ee2c39d22c2a9ea692a28b3d3703aef75c1e2ad07333ef32c5b216', 5424],
    ['near the cauliflower', 0.255, 0, '03a1c61dc765b07f4e8db4f77c53a7f1510837358594235559d9bb9f770755db', 32900],
    ['slow to escape', 0.285, 0, 'cc3c4e4846682f639479f0e1f3773a1e3ad7dc3f2c9e6e4ad06cfd24e8058c80', 13122],
    ['circle', 0, 0, '11012e197cce086c57641fa9feb2d2a66ac582bbdcb49649b6c46dde8efdfd52', 126948],
    ['segment', -2, 0, '1602c1ac59eee43ffa1dd51ccbe46fc7af7ad388a2a45589b0eceaddc1ae5cc9', 3026],
    ['|c| > 2', 2, 2, '6d5ca0f7d903af91fcfb7b3a90eadf8e5d3d1d7cb1e9d6908c6ae95b041a8f53', 1873],
    [
      'Siegel disc',
      -0.390540870218,
      -0.586787907347,
      'b07c095a6acdd23ae8cf0096d825e8b75b3561bcffaf4b0ecadf0f006ad2e53c',
      74980,
    ],
  ])('%s', (_, real, imaginary, hash, total) => {
    const counts = escapeTimes(set(real, imaginary, { grid: 'original' }));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(createHash('sha256').update(counts).digest('hex')).toBe(hash);
  });
});

describe('single points', () => {
  test.each([
    ['a start outside the disc is not counted', 2, 0, 0, 0],
    ['the boundary |z| = 2 is outside: the test is strict', 0, 2, 0, 0],
    ['0 under c = 0 stays', 0, 0, 0, 100],
    ['1.5 under c = 0: 1.5, then 2.25 is out', 1.5, 0, 0, 1],
    ['0 under c = -2: 0, then -2 is out', 0, 0, -2, 1],
    ['0 under c = 1: 0, 1, then 2 is out', 0, 0, 1, 2],
    ['NaN never counts', Number.NaN, 0, 0, 0],
  ])('%s', (_, x, y, real, count) => {
    expect(escapeTime(x, y, { real, imaginary: 0 }, 100)).toBe(count);
  });
});

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const side = fc.integer({ min: 2, max: 24 });

describe('symmetry', () => {
  test('z and −z escape together, for every c, odd and even sides', () => {
    fc.assert(
      fc.property(coordinate, coordinate, side, side, (real, imaginary, width, height) => {
        const counts = escapeTimes(set(real, imaginary, { width, height }, 60));
        expect([...counts].reverse()).toEqual([...counts]);
      }),
    );
  });

  test('z and its conjugate escape together when c is real', () => {
    fc.assert(
      fc.property(coordinate, side, side, (real, width, height) => {
        const counts = escapeTimes(set(real, 0, { width, height }, 60));
        const flipped = Array.from({ length: height }, (_, row) =>
          counts.slice((height - 1 - row) * width, (height - row) * width),
        );
        expect(flipped.flatMap((row) => [...row])).toEqual([...counts]);
      }),
    );
  });

  test('the conjugate of c mirrors the picture', () => {
    fc.assert(
      fc.property(coordinate, coordinate, side, (real, imaginary, size) => {
        const view = { width: size, height: size };
        const picture = escapeTimes(set(real, imaginary, view, 60));
        const mirrored = escapeTimes(set(real, -imaginary, view, 60));
        for (let row = 0; row < size; row++) {
          expect(mirrored.slice(row * size, (row + 1) * size)).toEqual(
            picture.slice((size - 1 - row) * size, (size - row) * size),
          );
        }
      }),
    );
  });
});

describe('depth and rows', () => {
  test('a deeper run changes only the points that had not escaped', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 1, max: 50 }), (real, imaginary, depth) => {
        const shallow = escapeTimes(set(real, imaginary, {}, depth));
        const deep = escapeTimes(set(real, imaginary, {}, depth * 2));
        expect(deep.map((count) => Math.min(count, depth))).toEqual(shallow);
      }),
    );
  });

  test('rows computed in any order give the same picture', () => {
    const rabbit = set(-0.123, 0.745);
    const into = new Uint32Array(48 * 36);
    for (const first of [24, 0, 12]) escapeTimes(rabbit, { first, end: first + 12 }, into);
    expect(into).toEqual(escapeTimes(rabbit));
  });

  test('rows that the picture lacks are refused', () => {
    const refused = (rows: object) => {
      const broken: { first: number; end: number } = Object.assign({ first: 0, end: 36 }, rows);
      return () => escapeTimes(set(0, 0), broken);
    };
    expect(refused({ first: 30, end: 37 })).toThrow('rows.end must be a whole number from 30 to 36; it was 37.');
    expect(refused({ first: -1 })).toThrow('rows.first must be a whole number from 0 to 36; it was -1.');
    expect(refused({ first: 5, end: 4 })).toThrow('rows.end must be a whole number from 5 to 36; it was 4.');
    // As from JavaScript, with names of another shape: nothing would be computed and the picture would be all zero.
    expect(refused({ first: undefined })).toThrow('rows.first must be a whole number from 0 to 36; it was undefined.');
    expect(refused({ end: undefined })).toThrow('rows.end must be a whole number from 0 to 36; it was undefined.');
  });

  test('an array that is too small for the picture is refused', () => {
    expect(() => escapeTimes(set(0, 0), undefined, new Uint32Array(100))).toThrow(
      'into must hold the whole picture, 1728 counts; it holds 100.',
    );
  });
});

describe('what cannot be drawn is refused with what is allowed', () => {
  test.each([
    [set(0, 0, {}, 0), 'depth must be a whole number from 1 to 4294967295; it was 0.'],
    [set(0, 0, {}, 1.5), 'depth must be a whole number'],
    [set(0, 0, { width: 0 }), 'width must be a whole number from 1 to 65535; it was 0.'],
    [set(0, 0, { width: -1 }), 'width must be a whole number from 1 to 65535; it was -1.'],
    [set(0, 0, { width: 1e6, height: 1e6 }), 'width must be a whole number from 1 to 65535; it was 1000000.'],
    [set(0, 0, { width: 65_535, height: 65_535 }), 'at most 268435456 pixels; it was 65535 × 65535.'],
    [set(0, 0, { height: 70_000 }), 'height must be a whole number from 1 to 65535; it was 70000.'],
    [set(0, 0, { width: 1, height: 1 }), 'at least 2 pixels along one side'],
    [set(Number.NaN, 0), 'constant.real must be a finite number; it was NaN.'],
    [set(0, Number.POSITIVE_INFINITY), 'constant.imaginary must be a finite number; it was Infinity.'],
    [set(0, 0, { centre: { real: Number.NaN, imaginary: 0 } }), 'centre.real must be a finite number'],
    [set(0, 0, { zoom: 0 }), 'zoom must be above 0; it was 0.'],
  ])('%#', (bad, message) => {
    expect(() => escapeTimes(bad)).toThrow(RangeError);
    expect(() => escapeTimes(bad)).toThrow(message);
  });
});
