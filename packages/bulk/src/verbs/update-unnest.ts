import type { KeyedOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { batchSize } from '../sql/batch-size.ts';
import { assignments, columnList, differs, sameKey } from '../sql/column-list.ts';
import { requireKey } from '../sql/require-key.ts';
import { unnestList, unnestParameters } from '../sql/unnest-list.ts';
import { writeBatches } from './write-batches.ts';

export const updateUnnestSql = (table: Table, unchanged: 'write' | 'skip' = 'write'): string =>
  `UPDATE ${table.sql} AS t SET ${assignments(table.values, 'v')} FROM ${unnestList(table)} AS v (${columnList(table.columns)}) WHERE ${sameKey(table.key, 't', 'v')}${unchanged === 'skip' ? ` AND ${differs(table.values, 't', 'v')}` : ''}`;

/**
 * Updates rows by key from arrays, one a column, all in one transaction. Rows that the table does not have are counted in
 * `rows`, not in `written`. Duplicate keys are seen inside one statement; a later statement simply writes again.
 *
 * @param options.batchRows rows a statement, 10,000 unless told
 * @throws BulkError; the table is as before then.
 */
export const updateUnnest = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: KeyedOptions & StatementOptions = {},
): Promise<BulkResult> => {
  requireKey(table);
  const size = batchSize(table, options.batchRows, 10_000, 0);
  const sql = updateUnnestSql(table, options.unchanged);
  const unique = options.duplicates ?? 'reject';
  return await writeBatches(database, table, rows, { ...options, size, unique, sequences: 'leave' }, () => (batch) => ({
    sql,
    parameters: unnestParameters(table, batch),
  }));
};
