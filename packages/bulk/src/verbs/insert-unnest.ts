import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { batchSize } from '../sql/batch-size.ts';
import { insertedColumns } from '../sql/column-list.ts';
import { unnestList, unnestParameters } from '../sql/unnest-list.ts';
import { writeBatches } from './write-batches.ts';

export const insertUnnestSql = (table: Table, overriding = false): string =>
  `INSERT INTO ${table.sql} ${insertedColumns(table, overriding)} SELECT * FROM ${unnestList(table)}`;

/**
 * Adds rows with `INSERT … SELECT * FROM unnest(…)`: one array a column instead of one parameter a value, all in one
 * transaction. The best that plain statements can do.
 *
 * @param options.batchRows rows a statement, 10,000 unless told
 * @throws BulkError; no row of the call is in the table then.
 */
export const insertUnnest = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: InsertOptions & StatementOptions = {},
): Promise<BulkResult> => {
  const size = batchSize(table, options.batchRows, 10_000, 0);
  return await writeBatches(database, table, rows, { ...options, size }, ({ overriding }) => {
    const sql = insertUnnestSql(table, overriding);
    return (batch) => ({ sql, parameters: unnestParameters(table, batch) });
  });
};
