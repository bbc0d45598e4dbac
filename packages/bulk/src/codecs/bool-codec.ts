import { type Codec, refuse } from './codec.ts';

const check = (value: unknown): boolean => (typeof value === 'boolean' ? value : refuse('true or false', value));

export const boolCodec: Codec = {
  sqlType: 'bool',
  literal: (value) => (check(value) ? 't' : 'f'),
  copyText: (writer, value) => {
    writer.reserve(1);
    writer.bytes[writer.at++] = check(value) ? 116 : 102;
  },
  copyBinary: (writer, value) => {
    const bit = check(value) ? 1 : 0;
    writer.reserve(5);
    writer.int32(1);
    writer.bytes[writer.at++] = bit;
  },
};
