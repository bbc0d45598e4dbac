import type { InsertOptions, KeyedOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';
import { assignments, columnList, differs, insertedColumns, sameKey } from '../sql/column-list.ts';
import { requireKey } from '../sql/require-key.ts';
import { requireServer } from '../sql/require-server.ts';
import { isKeyUnique, refuseRepeated, stageRows, stagingTable } from '../sql/staging.ts';
import { writeStaged } from '../sql/write-staged.ts';

export interface MergeOptions extends KeyedOptions, InsertOptions {
  /** `insert` (default) adds rows whose key the table does not have; `ignore` leaves them out: a pure update. */
  readonly missing?: 'insert' | 'ignore';
}

export const stagingMergeSql = (
  table: Table,
  { unchanged = 'write', missing = 'insert' }: Pick<MergeOptions, 'unchanged' | 'missing'> = {},
  overriding = false,
): string =>
  `MERGE INTO ${table.sql} AS t USING ${stagingTable} AS s ON ${sameKey(table.key, 't', 's')} WHEN MATCHED${unchanged === 'skip' ? ` AND ${differs(table.values, 't', 's')}` : ''} THEN UPDATE SET ${assignments(table.values, 's')}${missing === 'insert' ? ` WHEN NOT MATCHED THEN INSERT ${insertedColumns(table, overriding)} VALUES (${columnList(table.columns, 's')})` : ''}`;

/**
 * Inserts new rows and updates those whose key exists: COPY into a temporary table, then one MERGE (PostgreSQL 15). The key
 * needs no unique index; but where others insert the same keys meanwhile, MERGE fails and `stagingUpsert` does not.
 *
 * @throws BulkError; the table is as before then. A key that comes twice is refused, or the last one wins (`duplicates`).
 */
export const stagingMerge = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: MergeOptions = {},
): Promise<BulkResult> => {
  requireKey(table);
  const sequences = options.missing === 'ignore' ? 'leave' : options.sequences;
  return await runVerb(
    database,
    table,
    { ...options, format: 'binary', sequences },
    async (session, { overriding }) => {
      await requireServer(session, 15, 'MERGE', table.name);
      const staged = await stageRows(session, table, rows, options);
      // Without a unique index a repeated new key would be inserted twice, and nobody would notice.
      if (options.duplicates !== 'last' && options.missing !== 'ignore' && !(await isKeyUnique(session, table)))
        await refuseRepeated(session, table);
      const written = await writeStaged(session, table, stagingMergeSql(table, options, overriding), options);
      return { ...staged, written };
    },
  );
};
