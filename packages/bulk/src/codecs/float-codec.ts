import { type Codec, refuse } from './codec.ts';

const codec = (sqlType: 'float4' | 'float8', bytes: 4 | 8): Codec => {
  const check = (value: unknown): number => {
    if (typeof value !== 'number') return refuse('a number', value);
    if (bytes === 8) return value;
    // Rounded here once, so that the text and the binary way store the same bits.
    const rounded = Math.fround(value);
    return Number.isFinite(value) && !Number.isFinite(rounded)
      ? refuse('a number that float4 can hold', value)
      : rounded;
  };
  const literal = (value: unknown): string => {
    const number = check(value);
    return Object.is(number, -0) ? '-0' : String(number);
  };
  return {
    sqlType,
    literal,
    // PostgreSQL takes 0 and -0 for equal.
    key: (value) => String(check(value)),
    copyText: (writer, value) => {
      const text = literal(value);
      writer.reserve(text.length);
      writer.ascii(text);
    },
    copyBinary: (writer, value) => {
      const number = check(value);
      writer.reserve(12);
      writer.int32(bytes);
      if (bytes === 4) writer.bytes.writeFloatBE(number, writer.at);
      else writer.bytes.writeDoubleBE(number, writer.at);
      writer.at += bytes;
    },
  };
};

export const float4Codec = codec('float4', 4);
export const float8Codec = codec('float8', 8);
