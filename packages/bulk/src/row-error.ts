import { BulkError } from './bulk-error.ts';
import { InvalidValue } from './codecs/codec.ts';
import type { Table, TableColumn } from './define-table.ts';

/** Names row and column of a value that its codec refused, or that could not be read: a getter that throws, JSON with a cycle. */
export const rowError = (cause: unknown, table: Table, column: TableColumn, row: number): BulkError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new BulkError(
    'invalid-value',
    `Row ${row} of table ${table.name}, column ${column.name}: ${reason.replace(/\.$/, '')}.`,
    { table: table.name, column: column.name, row },
    { cause },
  );
};

/** What a row holds for a column. A missing property is not NULL: it is a misspelt name more often than not. */
export const fieldOf = (row: unknown, column: TableColumn): unknown => {
  if (typeof row !== 'object' || row === null) throw new InvalidValue(`the row is not an object but ${String(row)}`);
  const value: unknown = Reflect.get(row, column.name);
  if (value === undefined) throw new InvalidValue('the row has no such property');
  if (value === null && !column.nullable && column.codec.sqlType !== 'json' && column.codec.sqlType !== 'jsonb')
    throw new InvalidValue('null, and the column is not described as nullable');
  return value;
};
