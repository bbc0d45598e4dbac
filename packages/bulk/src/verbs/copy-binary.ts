import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Database } from '../session/with-session.ts';
import { copyInto } from './copy-into.ts';

/**
 * Adds rows with `COPY … FROM STDIN` in binary format: the server parses no numbers and no dates. The declared types must be
 * the table's own (`int4` for a bigint column is refused); otherwise take `copyText`.
 *
 * @throws BulkError; no row of the call is in the table then.
 */
export const copyBinary = <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: InsertOptions = {},
): Promise<BulkResult> => copyInto(database, table, rows, 'binary', options);
