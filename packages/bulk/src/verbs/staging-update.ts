import type { KeyedOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';
import { assignments, differs, sameKey } from '../sql/column-list.ts';
import { requireKey } from '../sql/require-key.ts';
import { isKeyUnique, refuseRepeated, stageRows, stagingTable } from '../sql/staging.ts';

export const stagingUpdateSql = (table: Table, unchanged: 'write' | 'skip' = 'write'): string =>
  `UPDATE ${table.sql} AS t SET ${assignments(table.values, 's')} FROM ${stagingTable} AS s WHERE ${sameKey(table.key, 't', 's')}${unchanged === 'skip' ? ` AND ${differs(table.values, 't', 's')}` : ''}`;

/**
 * Updates rows by key: COPY into a temporary table, then one `UPDATE … FROM`. Rows that the table does not have are counted in
 * `rows`, not in `written`.
 *
 * @throws BulkError; the table is as before then. A key that comes twice is refused, or the last one wins (`duplicates`).
 */
export const stagingUpdate = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: KeyedOptions = {},
): Promise<BulkResult> => {
  requireKey(table);
  return await runVerb(database, table, { ...options, format: 'binary', sequences: 'leave' }, async (session) => {
    const staged = await stageRows(session, table, rows, options);
    const written = (await session.query(stagingUpdateSql(table, options.unchanged))).rowCount ?? 0;
    // UPDATE … FROM takes any one of several rows of a key, silently. Where a unique index guards the key and as many rows
    // were written as staged, there was none, and the rows need not be grouped.
    if (options.duplicates !== 'last' && (written < staged.rows || !(await isKeyUnique(session, table))))
      await refuseRepeated(session, table);
    return { ...staged, written };
  });
};
