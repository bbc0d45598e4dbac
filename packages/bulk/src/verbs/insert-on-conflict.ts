import type { InsertOptions, KeyedOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { type Database, withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { batchRows } from '../sql/batch-rows.ts';
import { batchSize } from '../sql/batch-size.ts';
import { onConflictSql } from '../sql/on-conflict-sql.ts';
import { requireKey } from '../sql/require-key.ts';
import { unnestList, unnestParameters } from '../sql/unnest-list.ts';

export const insertOnConflictSql = (table: Table, unchanged: 'write' | 'skip' = 'write'): string =>
  onConflictSql(table, `SELECT * FROM ${unnestList(table)}`, unchanged);

/**
 * Inserts new rows and updates those whose key exists, from arrays, with `ON CONFLICT DO UPDATE`, all in one transaction. The
 * key needs a unique index. Duplicate keys are seen inside one statement; a later statement simply writes again.
 *
 * @param options.batchRows rows a statement, 10,000 unless told
 * @throws BulkError; the table is as before then.
 */
export const insertOnConflict = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: KeyedOptions & InsertOptions & StatementOptions = {},
): Promise<BulkResult> => {
  requireKey(table);
  const { signal, onProgress, duplicates = 'reject', sequences = 'advance', unchanged } = options;
  const size = batchSize(table, options.batchRows, 10_000, 0);
  const sql = insertOnConflictSql(table, unchanged);
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, async (session) => {
    const outcome = await batchRows(session, rows, {
      table,
      batchRows: size,
      onProgress,
      unique: duplicates,
      send: async (batch) => {
        const parameters = unnestParameters(table, batch);
        const { rowCount } = options.prepare
          ? await session.prepared(sql, parameters)
          : await session.query(sql, parameters);
        return rowCount ?? 0;
      },
    });
    if (sequences === 'advance') await advanceSequences(session, table);
    return outcome;
  });
  return { ...value, seconds, roundTrips };
};
