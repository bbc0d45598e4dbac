import { BulkError } from './bulk-error.ts';
import { InvalidValue } from './codecs/codec.ts';
import type { Table, TableColumn } from './define-table.ts';

/** Names row and column of a value that its codec refused; other errors pass. */
export const rowError = (error: unknown, table: Table, column: TableColumn, row: number): unknown =>
  error instanceof InvalidValue
    ? new BulkError(
        'invalid-value',
        `Row ${row} of table ${table.name}, column ${column.name}: ${error.message}.`,
        { table: table.name, column: column.name, row },
        { cause: error },
      )
    : error;

/** What a row holds for a column. A missing property is not NULL: it is a misspelt name more often than not. */
export const fieldOf = (row: object, column: TableColumn): unknown => {
  const value: unknown = Reflect.get(row, column.name);
  if (value === undefined) throw new InvalidValue('the row has no such property');
  if (value === null && !column.nullable && column.codec.sqlType !== 'json' && column.codec.sqlType !== 'jsonb')
    throw new InvalidValue('null, and the column is not described as nullable');
  return value;
};
