import { type Codec, refuse } from './codec.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const check = (value: unknown): string =>
  typeof value === 'string' && uuid.test(value) ? value : refuse('a UUID like 018f3c2e-…', value);

export const uuidCodec: Codec = {
  sqlType: 'uuid',
  literal: check,
  key: (value) => check(value).toLowerCase(),
  copyText: (writer, value) => {
    const text = check(value);
    writer.reserve(36);
    writer.ascii(text);
  },
  copyBinary: (writer, value) => {
    const text = check(value);
    writer.reserve(20);
    writer.int32(16);
    writer.at += writer.bytes.write(text.replaceAll('-', ''), writer.at, 'hex');
  },
};
