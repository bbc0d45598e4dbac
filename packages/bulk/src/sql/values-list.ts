import type { Table } from '../define-table.ts';
import type { Batch } from './batch-rows.ts';

/** `($1::int4, $2::text), ($3, $4), …`: the first row's casts give every column its type. */
export const valuesList = (table: Table, rows: number): string => {
  const lines: string[] = [];
  let parameter = 1;
  for (let row = 0; row < rows; row++) {
    const fields = table.columns.map(({ codec }) => `$${parameter++}${row === 0 ? `::${codec.sqlType}` : ''}`);
    lines.push(`(${fields.join(', ')})`);
  }
  return lines.join(', ');
};

/** The parameters of `valuesList`, row by row. */
export const valuesParameters = ({ columns, rows }: Batch): (string | null)[] => {
  const parameters: (string | null)[] = [];
  for (let row = 0; row < rows; row++) for (const column of columns) parameters.push(column[row] ?? null);
  return parameters;
};
