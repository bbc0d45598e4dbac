import type { ByteWriter } from '../copy/byte-writer.ts';
import { type Codec, refuse } from './codec.ts';
import { numericKey } from './numeric-key.ts';
import { writeNumericBinary } from './write-numeric-binary.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const literal = (value: unknown): string => {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const text = value.trim();
    if (decimal.test(text) || text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text;
  }
  return refuse('a number or a decimal string', value);
};

/**
 * Whole units of 10^-scale, when `value` is exactly the double nearest to such a decimal; else undefined. Decimals of up to
 * 15 digits name their double uniquely (IEEE 754), so the digits written are the digits that the caller meant.
 */
const wholeUnits = (value: number, factor: number): number | undefined => {
  const units = Math.round(value * factor);
  return units / factor === value && units < 1e15 && units > -1e15 ? units : undefined;
};

const writeUnits = (writer: ByteWriter, units: number, scale: number, factor: number): void => {
  writer.reserve(24);
  let rest = units;
  if (rest < 0) {
    writer.bytes[writer.at++] = 45;
    rest = -rest;
  }
  const whole = Math.floor(rest / factor);
  writer.digits(whole);
  if (scale === 0) return;
  writer.bytes[writer.at++] = 46;
  writer.digits(rest - whole * factor, scale);
};

/** Codec of `numeric`, or of `numeric(p,s)` when the scale is known. The server rounds or refuses what has more digits. */
export const numericCodec = (scale: number | undefined): Codec => {
  // Beyond nine decimals a double holds too few digits for the short way to apply; without a declared scale only whole
  // numbers may take it, because an undeclared column shows as many decimals as were written.
  const shortScale = scale !== undefined && scale >= 0 && scale <= 9 ? scale : 0;
  const factor = 10 ** shortScale;
  return {
    sqlType: 'numeric',
    literal,
    key: (value) => numericKey(literal(value), scale),
    copyText: (writer, value) => {
      const units = typeof value === 'number' ? wholeUnits(value, factor) : undefined;
      if (units !== undefined) {
        writeUnits(writer, units, shortScale, factor);
        return;
      }
      const text = literal(value);
      writer.reserve(text.length);
      writer.ascii(text);
    },
    copyBinary: (writer, value) => {
      const units = typeof value === 'number' ? wholeUnits(value, factor) : undefined;
      if (units !== undefined) writeNumericBinary.units(writer, units, shortScale, factor);
      else writeNumericBinary.text(writer, literal(value));
    },
  };
};
