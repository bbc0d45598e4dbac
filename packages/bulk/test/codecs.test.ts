import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codecFor } from '../src/codecs/codec-for.ts';
import { ByteWriter } from '../src/copy/byte-writer.ts';
import type { ColumnType } from '../src/index.ts';

const text = (type: ColumnType, value: unknown): string => {
  const writer = new ByteWriter();
  codecFor(type)?.copyText(writer, value);
  return writer.take().toString('utf8');
};

const binary = (type: ColumnType, value: unknown): string => {
  const writer = new ByteWriter();
  codecFor(type)?.copyBinary(writer, value);
  return writer.take().toString('hex');
};

describe('COPY text', () => {
  test.each([
    ['text', 'plain', 'plain'],
    ['text', 'a\tb\nc\rd\\e', 'a\\tb\\nc\\rd\\\\e'],
    ['text', '\\.', '\\\\.'],
    ['text', '\\N', '\\\\N'],
    ['text', '', ''],
    ['text', 'Größe 😀', 'Größe 😀'],
    ['int4', -2147483648, '-2147483648'],
    ['int8', 9223372036854775807n, '9223372036854775807'],
    ['int8', -9007199254740991, '-9007199254740991'],
    ['numeric(10,3)', 0.1, '0.100'],
    ['numeric(10,3)', -0.001, '-0.001'],
    ['numeric(10,3)', 1 / 3, String(1 / 3)],
    ['numeric', 1e21, '1e+21'],
    ['numeric', '12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['numeric', Number.NaN, 'NaN'],
    ['float8', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['float8', -0, '-0'],
    ['bool', true, 't'],
    ['timestamptz', new Date('2026-11-21T05:06:07.089Z'), '2026-11-21T05:06:07.089Z'],
    ['timestamptz', 1_795_237_567_089_012n, '2026-11-21T05:06:07.089012Z'],
    ['timestamptz', -1n, '1969-12-31T23:59:59.999999Z'],
    ['jsonb', { a: 'x"\\' }, '{"a":"x\\\\"\\\\\\\\"}'],
    ['bytea', new Uint8Array([0, 255]), '\\\\x00ff'],
  ] as const)('%s %o', (type, value, expected) => {
    expect(text(type, value)).toBe(expected);
  });
});

describe('COPY binary', () => {
  test.each([
    ['int2', -2, '00000002fffe'],
    ['int4', 258, '0000000400000102'],
    ['int8', -1, '00000008ffffffffffffffff'],
    ['int8', 4294967297, '000000080000000100000001'],
    ['bool', false, '0000000100'],
    ['text', 'ä', '00000002c3a4'],
    ['float8', 1, '000000083ff0000000000000'],
    ['jsonb', [1], '00000004015b315d'],
    ['date', '2000-01-02', '0000000400000001'],
    ['timestamptz', new Date('2000-01-01T00:00:00.001Z'), '0000000800000000000003e8'],
    ['timestamptz', 946_684_800_000_001n, '000000080000000000000001'],
    ['uuid', '00112233-4455-6677-8899-AABBCCDDEEFF', '0000001000112233445566778899aabbccddeeff'],
    // Two digits of base 10000, weight 0, positive, three decimals: 12 and .5000.
    ['numeric(10,3)', 12.5, '0000000c0002000000000003000c1388'],
    ['numeric', '-0.00012', '0000000c0002ffff40000005000107d0'],
  ] as const)('%s %o', (type, value, expected) => {
    expect(binary(type, value)).toBe(expected);
  });
});

describe('values that do not fit are refused by every way alike', () => {
  const wrong: [ColumnType, unknown][] = [
    ['int2', 32768],
    ['int4', 1.5],
    ['int4', 2147483648],
    ['int4', '1'],
    ['int8', 2 ** 53],
    ['int8', 2n ** 63n],
    ['float4', 1e39],
    ['float8', '1'],
    ['numeric', 'twelve'],
    ['numeric', '0x10'],
    ['numeric', ''],
    ['text', 1],
    ['text', 'lone \ud800 surrogate'],
    ['text', 'nul \0'],
    ['text', ['two', 'dimensions']],
    ['bool', 1],
    ['timestamptz', new Date(Number.NaN)],
    ['timestamptz', '2026-11-21'],
    ['timestamptz', 1_795_237_567_089],
    ['timestamptz', 10n ** 19n],
    ['date', '2026-02-30'],
    ['date', '21.11.2026'],
    ['uuid', 'not-a-uuid'],
    ['jsonb', { score: Number.NaN }],
    ['jsonb', { score: undefined }],
    ['jsonb', 10n],
    ['bytea', 'text'],
  ];
  test.each(wrong)('%s %o', (type, value) => {
    expect(() => codecFor(type)?.literal(value)).toThrow(/^expected /);
    expect(() => text(type, value)).toThrow(/^expected /);
    expect(() => binary(type, value)).toThrow(/^expected /);
  });
});

test('a number with a declared scale is written as the decimal that its double stands for', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 6 }), (units, scale) => {
      const value = units / 10 ** scale;
      expect(text(`numeric(20,${scale})`, value)).toBe(value.toFixed(scale).replace(/^-(0(\.0*)?)$/, '$1'));
    }),
  );
});

test('any double with any scale is written as a text that reads as the same double', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 9 }), (value, scale) => {
      expect(Number(text(`numeric(30,${scale})`, value))).toBe(value === 0 ? 0 : value);
    }),
  );
});

test('every day has the number that Date gives it, and no other day is taken', () => {
  const codec = codecFor('date');
  const writer = new ByteWriter();
  const days = (text: string): number => {
    writer.at = 0;
    codec?.copyBinary(writer, text);
    return writer.bytes.readInt32BE(4);
  };
  for (const [first, last] of [
    ['0001-01-01', '0009-01-01'],
    ['1895-01-01', '2105-01-01'],
    ['9996-01-01', '9999-12-31'],
  ])
    for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += 86_400_000) {
      const text = new Date(at).toISOString().slice(0, 10);
      if (days(text) !== (at - Date.UTC(2000, 0, 1)) / 86_400_000) throw new Error(`${text} is ${days(text)}`);
    }
  for (const text of [
    '2026-02-29',
    '1900-02-29',
    '2024-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ])
    expect(() => codec?.literal(text), text).toThrow(/^expected a date/);
});
