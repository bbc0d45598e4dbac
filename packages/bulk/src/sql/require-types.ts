import { BulkError } from '../bulk-error.ts';
import type { CopyFormat } from '../copy/row-encoder.ts';
import type { Table } from '../define-table.ts';
import type { Target, TargetColumn } from './target.ts';

const texts = ['textrecv', 'varcharrecv', 'bpcharrecv', 'citextrecv', 'enum_recv', 'namerecv', 'json_recv', 'xml_recv'];

/** Receive functions that read what a described type's codec writes in binary, and take it for the same value. */
const binary: Readonly<Record<string, readonly string[]>> = {
  int2: ['int2recv'],
  int4: ['int4recv'],
  int8: ['int8recv'],
  float4: ['float4recv'],
  float8: ['float8recv'],
  numeric: ['numeric_recv'],
  text: texts,
  bool: ['boolrecv'],
  timestamptz: ['timestamptz_recv'],
  date: ['date_recv'],
  uuid: ['uuid_recv'],
  json: ['json_recv', 'textrecv'],
  jsonb: ['jsonb_recv'],
  bytea: ['bytearecv'],
};

const integers = ['int2recv', 'int4recv', 'int8recv', 'numeric_recv'];

/** More types that take the value as it is where the server parses text. Whatever is missing would be rounded, or read by a setting. */
const parsed: Readonly<Record<string, readonly string[]>> = {
  int2: [...integers, 'float4recv', 'float8recv'],
  int4: [...integers, 'float8recv'],
  int8: integers,
  float4: ['float8recv'],
  date: ['timestamp_recv', 'timestamptz_recv'],
  json: ['jsonb_recv'],
};

const fits = (described: string, { receive }: TargetColumn, format: CopyFormat): boolean => {
  if (binary[described]?.includes(receive)) return true;
  // Text is the caller's own spelling of whatever the column holds.
  return format === 'text' && (described === 'text' || parsed[described]?.includes(receive) === true);
};

/**
 * Compares the description with the table. In binary a wrong type of the same width would be read as another value without a
 * word (an int4 as a float4), and a timestamp without time zone would be read by the session's zone in some verbs only.
 *
 * @throws BulkError `bad-usage`
 */
export const requireTypes = (table: Table, target: Target, format: CopyFormat): void => {
  for (const { name, codec } of table.columns) {
    const real = target.columns.find((column) => column.name === name);
    // What the table does not have, the server names itself.
    if (real === undefined || fits(codec.sqlType, real, format)) continue;
    const looser =
      format === 'binary' && fits(codec.sqlType, real, 'text')
        ? ', or take a verb in which the server parses text (copyText, insertUnnest …)'
        : '';
    throw new BulkError(
      'bad-usage',
      `Table ${table.name}: column ${name} is described as ${codec.sqlType}, and in the table it is ${real.type}. Describe it as it is${looser}.`,
      { table: table.name, column: name },
    );
  }
};
