import { type Codec, InvalidValue, refuse } from './codec.ts';
import { writeCopyBinaryText, writeCopyText } from './text-codec.ts';

/** JSON.stringify drops `undefined` and turns NaN and the infinities into null: another document than the caller's. */
const strict = (_key: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) return refuse('JSON without NaN or infinities', value);
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol')
    return refuse('JSON without undefined, functions or symbols', value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    // A Map, a Set, an Error and their like would become {}.
    if (kind !== 'Object') throw new InvalidValue(`expected JSON of plain objects, arrays and scalars, got a ${kind}`);
  }
  return value;
};

const literal = (value: unknown): string => {
  if (typeof value === 'bigint') return refuse('a JSON value', value);
  const text: string | undefined = JSON.stringify(value, strict);
  return text ?? refuse('a JSON value', value);
};

/** jsonb knows no order of properties. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;

const codec = (sqlType: 'json' | 'jsonb'): Codec => ({
  sqlType,
  literal,
  key: (value) => JSON.stringify(JSON.parse(literal(value)), sorted),
  copyText: (writer, value) => writeCopyText(writer, literal(value)),
  // jsonb_recv wants its format version, 1, before the text.
  copyBinary: (writer, value) => writeCopyBinaryText(writer, literal(value), sqlType === 'jsonb' ? 1 : undefined),
});

export const jsonCodec = codec('json');
export const jsonbCodec = codec('jsonb');
