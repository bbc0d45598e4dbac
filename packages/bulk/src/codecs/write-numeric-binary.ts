import type { ByteWriter } from '../copy/byte-writer.ts';
import { refuse } from './codec.ts';

// numeric_send of src/backend/utils/adt/numeric.c: ndigits, weight, sign, dscale as int16, then base-10000 digits.
const positive = 0x0000;
const negative = 0x4000;
const special: Readonly<Record<string, number>> = { NaN: 0xc000, Infinity: 0xd000, '-Infinity': 0xf000 };

const header = (writer: ByteWriter, digits: number, weight: number, sign: number, scale: number): void => {
  writer.reserve(12 + digits * 2);
  writer.int32(8 + digits * 2);
  writer.int16(digits);
  writer.int16(weight);
  writer.int16(sign);
  writer.int16(scale);
};

/** `units` × 10^-scale, `factor` = 10^scale, |units| < 10^15, 0 <= scale <= 9. */
const units = (writer: ByteWriter, value: number, scale: number, factor: number): void => {
  const rest = value < 0 ? -value : value;
  if (rest === 0) {
    header(writer, 0, 0, positive, scale);
    return;
  }
  const whole = Math.floor(rest / factor);
  // The fraction, filled up to whole groups of four decimals.
  const groups = (scale + 3) >> 2;
  let fraction = (rest - whole * factor) * 10 ** (groups * 4 - scale);
  const wholeGroups = whole === 0 ? 0 : whole < 1e4 ? 1 : whole < 1e8 ? 2 : whole < 1e12 ? 3 : 4;
  header(writer, wholeGroups + groups, wholeGroups - 1, value < 0 ? negative : positive, scale);
  for (let group = wholeGroups - 1, left = whole; group >= 0; group--) {
    const divisor = 10000 ** group;
    const digit = Math.floor(left / divisor);
    left -= digit * divisor;
    writer.int16(digit);
  }
  for (let group = groups - 1; group >= 0; group--) {
    const divisor = 10000 ** group;
    const digit = Math.floor(fraction / divisor);
    fraction -= digit * divisor;
    writer.int16(digit);
  }
};

/** Any text that the numeric codec lets through: decimal digits with sign, point and exponent, or a special value. */
const text = (writer: ByteWriter, value: string): void => {
  const code = special[value];
  if (code !== undefined) {
    header(writer, 0, 0, code, 0);
    return;
  }
  const sign = value.startsWith('-') ? negative : positive;
  const [mantissa = '', exponentText] = value.replace(/^[+-]/, '').split(/[eE]/);
  const exponent = Number(exponentText ?? 0);
  // Digits beyond what the type can hold would otherwise be spelled out here as gigabytes of zeros.
  if (Math.abs(exponent) > 131072) refuse('a number that numeric can hold', value);
  const [before = '', after = ''] = mantissa.split('.');
  let all = before + after;
  let point = before.length + exponent;
  if (point < 0) {
    all = '0'.repeat(-point) + all;
    point = 0;
  }
  if (point > all.length) all = all.padEnd(point, '0');
  const scale = all.length - point;
  if (scale > 16383) refuse('a number of at most 16383 decimals', value);
  // Line the decimal point up with a border of four digits.
  const aligned = all.padStart(all.length + ((4 - (point % 4)) % 4), '0');
  const wholeGroups = Math.ceil(point / 4);
  const padded = aligned.padEnd(Math.ceil(aligned.length / 4) * 4, '0');
  const digits: number[] = [];
  for (let at = 0; at < padded.length; at += 4) digits.push(Number(padded.slice(at, at + 4)));
  let weight = wholeGroups - 1;
  let first = 0;
  while (first < digits.length && digits[first] === 0) first++;
  weight -= first;
  let last = digits.length;
  while (last > first && digits[last - 1] === 0) last--;
  if (first === last) {
    header(writer, 0, 0, positive, scale);
    return;
  }
  if (weight > 32767) refuse('a number that numeric can hold', value);
  header(writer, last - first, weight, sign, scale);
  for (const digit of digits.slice(first, last)) writer.int16(digit);
};

export const writeNumericBinary = { units, text };
