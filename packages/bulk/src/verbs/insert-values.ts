import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { type Database, withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { batchRows } from '../sql/batch-rows.ts';
import { batchSize } from '../sql/batch-size.ts';
import { columnList } from '../sql/column-list.ts';
import { valuesList, valuesParameters } from '../sql/values-list.ts';

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
  {
    signal,
    onProgress,
    sequences = 'advance',
    batchRows: asked,
    prepare = false,
  }: InsertOptions & StatementOptions = {},
): Promise<BulkResult> => {
  const size = batchSize(table, asked, 1000, table.columns.length);
  const full = insertValuesSql(table, size);
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, async (session) => {
    const outcome = await batchRows(session, rows, {
      table,
      batchRows: size,
      onProgress,
      send: async (batch) => {
        const parameters = valuesParameters(batch);
        const { rowCount } =
          prepare && batch.rows === size
            ? await session.prepared(full, parameters)
            : await session.query(insertValuesSql(table, batch.rows), parameters);
        return rowCount ?? 0;
      },
    });
    if (sequences === 'advance') await advanceSequences(session, table);
    return outcome;
  });
  return { ...value, seconds, roundTrips };
};
