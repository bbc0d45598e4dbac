import { type Codec, refuse } from './codec.ts';

const check = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return refuse('a Uint8Array or Buffer', value);
};

const literal = (value: unknown): string => `\\x${check(value).toString('hex')}`;

export const byteaCodec: Codec = {
  sqlType: 'bytea',
  literal,
  copyText: (writer, value) => {
    const bytes = check(value);
    writer.reserve(3 + bytes.length * 2);
    // `\x` of the hex format, its backslash escaped for COPY.
    writer.ascii('\\\\x');
    writer.at += writer.bytes.write(bytes.toString('hex'), writer.at, 'latin1');
  },
  copyBinary: (writer, value) => {
    const bytes = check(value);
    writer.reserve(4 + bytes.length);
    writer.int32(bytes.length);
    writer.at += bytes.copy(writer.bytes, writer.at);
  },
};
