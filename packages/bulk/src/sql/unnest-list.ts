import type { Table } from '../define-table.ts';
import { arrayLiteral } from './array-literal.ts';
import type { Batch } from './batch-rows.ts';

/** `unnest($1::int4[], $2::text[])`: one parameter a column. */
export const unnestList = (table: Table): string =>
  `unnest(${table.columns.map(({ codec }, index) => `$${index + 1}::${codec.sqlType}[]`).join(', ')})`;

/** The parameters of `unnestList`. All arrays have one length here; unnest would fill shorter ones with NULL. */
export const unnestParameters = (table: Table, { columns }: Batch): string[] =>
  table.columns.map(({ codec }, index) => arrayLiteral(columns[index] ?? [], codec.sqlType));
