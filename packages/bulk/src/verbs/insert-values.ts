import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { batchSize } from '../sql/batch-size.ts';
import { insertedColumns } from '../sql/column-list.ts';
import { valuesList, valuesParameters } from '../sql/values-list.ts';
import { writeBatches } from './write-batches.ts';

/** `INSERT INTO … VALUES (…), (…)` for so many rows. */
export const insertValuesSql = (table: Table, rows: number, overriding = false): string =>
  `INSERT INTO ${table.sql} ${insertedColumns(table, overriding)} VALUES ${valuesList(table, rows)}`;

/**
 * Adds rows with multi-row `INSERT … VALUES` statements, every value a parameter, all in one transaction.
 *
 * @param options.batchRows rows a statement, 1,000 unless told; at most 65,535 parameters
 * @throws BulkError; no row of the call is in the table then.
 */
export const insertValues = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: InsertOptions & StatementOptions = {},
): Promise<BulkResult> => {
  const size = batchSize(table, options.batchRows, 1000, table.columns.length);
  return await writeBatches(database, table, rows, { ...options, size }, ({ overriding }) => {
    const full = insertValuesSql(table, size, overriding);
    return (batch) => {
      const once = batch.rows < size;
      const sql = once ? insertValuesSql(table, batch.rows, overriding) : full;
      return { sql, parameters: valuesParameters(batch), once };
    };
  });
};
