import type { ByteWriter } from '../copy/byte-writer.ts';
import { type Codec, refuse } from './codec.ts';

const check = (value: unknown): string => (typeof value === 'string' ? value : refuse('a string', value));

/** Node writes U+FFFD for a lone surrogate: another string than the caller's, without a word. And PostgreSQL stores no NUL. */
const checkStorable = (value: string): string => {
  if (!value.isWellFormed()) return refuse('text without lone surrogates', value);
  return value.includes('\0') ? refuse('text without the character U+0000', value) : value;
};

const special: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
};

const escapeCopy = (text: string): string =>
  text.replace(/[\b\t\n\v\f\r\\]/g, (character) => special[character] ?? character);

/** COPY text: backslash, tab, newline and carriage return are escaped, so `\.` and `\N` inside text stay text. */
export const writeCopyText = (writer: ByteWriter, text: string): void => {
  writer.reserve(text.length);
  const { bytes } = writer;
  let at = writer.at;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Plain ASCII is written as it is read; anything else starts over the long way.
    if (code < 32 || code > 126 || code === 92) {
      writeUtf8(writer, escapeCopy(checkStorable(text)));
      return;
    }
    bytes[at++] = code;
  }
  writer.at = at;
};

const writeUtf8 = (writer: ByteWriter, text: string): void => {
  writer.reserve(text.length * 3);
  writer.at += writer.bytes.write(text, writer.at, 'utf8');
};

/** A length-prefixed string: the binary format of text, json and all types whose `send` is their text. */
export const writeCopyBinaryText = (writer: ByteWriter, text: string, prefix?: number): void => {
  writer.reserve(5 + text.length * 3);
  const start = writer.at;
  writer.at += 4;
  if (prefix !== undefined) writer.bytes[writer.at++] = prefix;
  const { bytes } = writer;
  let at = writer.at;
  let i = 0;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || code === 0) break;
    bytes[at++] = code;
  }
  if (i < text.length) at = writer.at + bytes.write(checkStorable(text), writer.at, 'utf8');
  writer.at = start;
  writer.int32(at - start - 4);
  writer.at = at;
};

export const textCodec: Codec = {
  sqlType: 'text',
  literal: (value) => checkStorable(check(value)),
  copyText: (writer, value) => writeCopyText(writer, check(value)),
  copyBinary: (writer, value) => writeCopyBinaryText(writer, check(value)),
};
