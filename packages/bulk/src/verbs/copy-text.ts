import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { copyInto } from './copy-into.ts';

/**
 * Adds rows with `COPY … FROM STDIN` in text format. The format to take where a column's type has no codec of its own, or
 * where what travels should be readable.
 *
 * @throws BulkError; no row of the call is in the table then.
 */
export const copyText = <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: InsertOptions = {},
): Promise<BulkResult> => copyInto(database, table, rows, 'text', options);
