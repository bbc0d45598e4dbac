import type { InsertOptions, KeyedOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { batchSize } from '../sql/batch-size.ts';
import { onConflictSql } from '../sql/on-conflict-sql.ts';
import { requireKey } from '../sql/require-key.ts';
import { unnestList, unnestParameters } from '../sql/unnest-list.ts';
import { writeBatches } from './write-batches.ts';

export const insertOnConflictSql = (table: Table, unchanged: 'write' | 'skip' = 'write', overriding = false): string =>
  onConflictSql(table, `SELECT * FROM ${unnestList(table)}`, unchanged, overriding);

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
  const size = batchSize(table, options.batchRows, 10_000, 0);
  const unique = options.duplicates ?? 'reject';
  return await writeBatches(database, table, rows, { ...options, size, unique }, ({ overriding }) => {
    const sql = insertOnConflictSql(table, options.unchanged, overriding);
    return (batch) => ({ sql, parameters: unnestParameters(table, batch) });
  });
};
