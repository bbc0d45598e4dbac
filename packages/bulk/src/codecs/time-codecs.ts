import { type Codec, refuse } from './codec.ts';
import { writeCopyText } from './text-codec.ts';

/** PostgreSQL counts from 2000-01-01, in microseconds and in days. */
const epochMilliseconds = 946684800000;
const dayMilliseconds = 86400000;

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
    const microseconds = microsecondsOf(checkInstant(value)) - BigInt(epochMilliseconds) * 1000n;
    writer.reserve(12);
    writer.int32(8);
    writer.bytes.writeBigInt64BE(microseconds, writer.at);
    writer.at += 8;
  },
};

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

const dateDays = (value: unknown): number => {
  const expected = 'a date like 2026-11-21';
  if (typeof value !== 'string' || !isoDate.test(value) || value.startsWith('0000')) return refuse(expected, value);
  const milliseconds = Date.parse(`${value}T00:00:00Z`);
  // Date.parse takes 2026-02-30 for the 2nd of March; PostgreSQL refuses it, and so must the binary way.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== value)
    return refuse(expected, value);
  return (milliseconds - epochMilliseconds) / dayMilliseconds;
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
