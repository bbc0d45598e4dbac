import type { InsertOptions, KeyedOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';
import { columnList } from '../sql/column-list.ts';
import { onConflictSql } from '../sql/on-conflict-sql.ts';
import { requireKey } from '../sql/require-key.ts';
import { stageRows, stagingTable } from '../sql/staging.ts';
import { writeStaged } from '../sql/write-staged.ts';

export const stagingUpsertSql = (table: Table, unchanged: 'write' | 'skip' = 'write', overriding = false): string =>
  onConflictSql(table, `SELECT ${columnList(table.columns)} FROM ${stagingTable}`, unchanged, overriding);

/**
 * Inserts new rows and updates those whose key exists: COPY into a temporary table, then one `INSERT … ON CONFLICT DO UPDATE`.
 * Safe against others who insert the same keys meanwhile. The key needs a unique index.
 *
 * @throws BulkError; the table is as before then. A key that comes twice is refused, or the last one wins (`duplicates`).
 */
export const stagingUpsert = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: KeyedOptions & InsertOptions = {},
): Promise<BulkResult> => {
  requireKey(table);
  return await runVerb(database, table, { ...options, format: 'binary' }, async (session, { overriding }) => {
    const staged = await stageRows(session, table, rows, options);
    const sql = stagingUpsertSql(table, options.unchanged, overriding);
    const written = await writeStaged(session, table, sql, options);
    return { ...staged, written };
  });
};
