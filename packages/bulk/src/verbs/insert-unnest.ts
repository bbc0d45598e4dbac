import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { type Database, withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { batchRows } from '../sql/batch-rows.ts';
import { batchSize } from '../sql/batch-size.ts';
import { columnList } from '../sql/column-list.ts';
import { unnestList, unnestParameters } from '../sql/unnest-list.ts';

export const insertUnnestSql = (table: Table): string =>
  `INSERT INTO ${table.sql} (${columnList(table.columns)}) SELECT * FROM ${unnestList(table)}`;

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
  {
    signal,
    onProgress,
    sequences = 'advance',
    batchRows: asked,
    prepare = false,
  }: InsertOptions & StatementOptions = {},
): Promise<BulkResult> => {
  const size = batchSize(table, asked, 10_000, 0);
  const sql = insertUnnestSql(table);
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, async (session) => {
    const outcome = await batchRows(session, rows, {
      table,
      batchRows: size,
      onProgress,
      send: async (batch) => {
        const { rowCount } = prepare
          ? await session.prepared(sql, unnestParameters(table, batch))
          : await session.query(sql, unnestParameters(table, batch));
        return rowCount ?? 0;
      },
    });
    if (sequences === 'advance') await advanceSequences(session, table);
    return outcome;
  });
  return { ...value, seconds, roundTrips };
};
