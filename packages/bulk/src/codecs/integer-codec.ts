import type { ByteWriter } from '../copy/byte-writer.ts';
import { type Codec, refuse } from './codec.ts';

const codec = (sqlType: string, bytes: 2 | 4, min: number, max: number): Codec => {
  const check = (value: unknown): number =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(`a whole number from ${min} to ${max}`, value);
  return {
    sqlType,
    // `+ 0` turns -0 into 0.
    literal: (value) => String(check(value) + 0),
    copyText: (writer, value) => writeInteger(writer, check(value)),
    copyBinary: (writer, value) => {
      const number = check(value);
      writer.reserve(8);
      writer.int32(bytes);
      if (bytes === 2) writer.int16(number);
      else writer.int32(number);
    },
  };
};

/** Writes a safe integer in decimal. */
const writeInteger = (writer: ByteWriter, value: number): void => {
  writer.reserve(24);
  if (value < 0) {
    writer.bytes[writer.at++] = 45;
    writer.digits(-value);
  } else writer.digits(value);
};

export const int2Codec = codec('int2', 2, -32768, 32767);
export const int4Codec = codec('int4', 4, -2147483648, 2147483647);

const int8Check = (value: unknown): number | bigint => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0;
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  return refuse('a bigint of 64 bits or a safe integer', value);
};

export const int8Codec: Codec = {
  sqlType: 'int8',
  literal: (value) => String(int8Check(value)),
  copyText: (writer, value) => {
    const number = int8Check(value);
    if (typeof number === 'number') {
      writeInteger(writer, number);
      return;
    }
    const text = String(number);
    writer.reserve(text.length);
    writer.ascii(text);
  },
  copyBinary: (writer, value) => {
    const number = int8Check(value);
    writer.reserve(12);
    writer.int32(8);
    if (typeof number === 'number') {
      writer.int32(Math.floor(number / 4294967296));
      // The low word: bitwise operators take a number modulo 2^32.
      writer.int32(number | 0);
    } else {
      writer.bytes.writeBigInt64BE(number, writer.at);
      writer.at += 8;
    }
  },
};
