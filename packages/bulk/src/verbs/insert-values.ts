import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { batchSize } from '../sql/batch-size.ts';
import { columnList } from '../sql/column-list.ts';
import { valuesList, valuesParameters } from '../sql/values-list.ts';
import { writeBatches } from './write-batches.ts';

/** `INSERT INTO … VALUES (…), (…)` for so many rows. */
export const insertValuesSql = (table: Table, rows: number): string =>
  `INSERT INTO ${table.sql} (${columnList(table.columns)}) VALUES ${valuesList(table, rows)}`;

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
  const full = insertValuesSql(table, size);
  return await writeBatches(database, table, rows, { ...options, size }, (batch) => {
    const once = batch.rows < size;
    return { sql: once ? insertValuesSql(table, batch.rows) : full, parameters: valuesParameters(batch), once };
  });
};
