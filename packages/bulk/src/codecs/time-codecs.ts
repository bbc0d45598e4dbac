import { type Codec, refuse } from './codec.ts';
import { writeCopyText } from './text-codec.ts';

/** PostgreSQL counts from 2000-01-01, in microseconds and in days. */
const epochMilliseconds = 946684800000;

/** A Date's own range, in microseconds; PostgreSQL's ends later. */
const mostMicroseconds = 8_640_000_000_000_000_000n;

const isInstant = (value: unknown): value is Date | bigint =>
  typeof value === 'bigint'
    ? value <= mostMicroseconds && value >= -mostMicroseconds
    : value instanceof Date && !Number.isNaN(value.getTime());

const checkInstant = (value: unknown): Date | bigint =>
  isInstant(value) ? value : refuse('a valid Date, or microseconds since 1970 as a bigint', value);

const microsecondsOf = (instant: Date | bigint): bigint =>
  typeof instant === 'bigint' ? instant : BigInt(instant.getTime()) * 1000n;

/** ISO 8601, with PostgreSQL's spelling of years before 1 and after 9999. */
const timestampLiteral = (value: unknown): string => {
  const instant = checkInstant(value);
  const milliseconds = typeof instant === 'bigint' ? Number(instant / 1000n) - (instant % 1000n < 0n ? 1 : 0) : instant;
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  let iso = date.toISOString();
  if (typeof instant === 'bigint')
    iso = `${iso.slice(0, -1)}${String(((instant % 1000n) + 1000n) % 1000n).padStart(3, '0')}Z`;
  if (year >= 1 && year <= 9999) return iso;
  const rest = iso.slice(iso.indexOf('-', 1));
  return year < 1 ? `${String(1 - year).padStart(4, '0')}${rest} BC` : `${year}${rest}`;
};

export const timestamptzCodec: Codec = {
  sqlType: 'timestamptz',
  literal: timestampLiteral,
  // A Date and a bigint spell the same instant differently.
  key: (value) => String(microsecondsOf(checkInstant(value))),
  copyText: (writer, value) => writeCopyText(writer, timestampLiteral(value)),
  copyBinary: (writer, value) => {
    const instant = checkInstant(value);
    writer.reserve(12);
    writer.int32(8);
    // Whatever a double holds exactly, which is 285 years around now, is written without the far slower arithmetic of bigints.
    const near = typeof instant === 'bigint' ? Number(instant) : instant.getTime() * 1000;
    if (Number.isSafeInteger(near)) {
      const microseconds = near - epochMilliseconds * 1000;
      writer.int32(Math.floor(microseconds / 4294967296));
      // The low word: bitwise operators take a number modulo 2^32.
      writer.int32(microseconds | 0);
      return;
    }
    writer.bytes.writeBigInt64BE(microsecondsOf(instant) - BigInt(epochMilliseconds) * 1000n, writer.at);
    writer.at += 8;
  },
};

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days since 2000-01-01. By hand: a Date that is parsed and formatted again, to see whether the day exists, takes ten times as long. */
const dateDays = (value: unknown): number => {
  const expected = 'a date like 2026-11-21';
  if (typeof value !== 'string' || !isoDate.test(value)) return refuse(expected, value);
  const digits = (at: number): number => (value.charCodeAt(at) - 48) * 10 + value.charCodeAt(at + 1) - 48;
  const year = digits(0) * 100 + digits(2);
  const month = digits(5);
  const day = digits(8);
  const longest = (monthDays[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  if (year === 0 || day === 0 || day > longest) return refuse(expected, value);
  // Years begin in March, so that leap days come last: then a month's first day is a linear function, and leap years are counted.
  const shifted = month > 2 ? year : year - 1;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return shifted * 365 + leaps + ofYear - 730_425;
};

const dateLiteral = (value: unknown): string => {
  dateDays(value);
  return String(value);
};

export const dateCodec: Codec = {
  sqlType: 'date',
  literal: dateLiteral,
  copyText: (writer, value) => writeCopyText(writer, dateLiteral(value)),
  copyBinary: (writer, value) => {
    const days = dateDays(value);
    writer.reserve(8);
    writer.int32(4);
    writer.int32(days);
  },
};
