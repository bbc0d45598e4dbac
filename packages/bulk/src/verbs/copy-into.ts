import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import { copyRows } from '../copy/copy-rows.ts';
import type { CopyFormat } from '../copy/row-encoder.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';

/** Both COPY verbs. */
export const copyInto = <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  format: CopyFormat,
  options: InsertOptions,
): Promise<BulkResult> =>
  runVerb(database, table, { ...options, format }, async (session) => ({
    ...(await copyRows(session, rows, { table, format, onProgress: options.onProgress })),
    duplicates: 0,
  }));
