import type { ColumnType, ColumnValues } from '../column-type.ts';
import { boolCodec } from './bool-codec.ts';
import { byteaCodec } from './bytea-codec.ts';
import type { Codec } from './codec.ts';
import { float4Codec, float8Codec } from './float-codec.ts';
import { int2Codec, int4Codec, int8Codec } from './integer-codec.ts';
import { jsonbCodec, jsonCodec } from './json-codec.ts';
import { numericCodec } from './numeric-codec.ts';
import { textCodec } from './text-codec.ts';
import { dateCodec, timestamptzCodec } from './time-codecs.ts';
import { uuidCodec } from './uuid-codec.ts';

const codecs: Readonly<Record<keyof ColumnValues, Codec>> = {
  int2: int2Codec,
  int4: int4Codec,
  int8: int8Codec,
  float4: float4Codec,
  float8: float8Codec,
  numeric: numericCodec(undefined),
  text: textCodec,
  bool: boolCodec,
  timestamptz: timestamptzCodec,
  date: dateCodec,
  uuid: uuidCodec,
  json: jsonCodec,
  jsonb: jsonbCodec,
  bytea: byteaCodec,
};

const isPlain = (type: string): type is keyof ColumnValues => Object.hasOwn(codecs, type);

/** The codec of a declared type; undefined when there is none of that name. */
export const codecFor = (type: ColumnType): Codec | undefined => {
  if (isPlain(type)) return codecs[type];
  const scale = /^numeric\((\d+),\s*(-?\d+)\)$/.exec(type)?.[2];
  return scale === undefined ? undefined : numericCodec(Number(scale));
};
