import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import { copyRows } from '../copy/copy-rows.ts';
import type { CopyFormat } from '../copy/row-encoder.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { type Database, withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';

/** Both COPY verbs. */
export const copyInto = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  format: CopyFormat,
  { signal, onProgress, sequences = 'advance' }: InsertOptions,
): Promise<BulkResult> => {
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, async (session) => {
    const total = await copyRows(session, rows, { table, format, onProgress });
    if (sequences === 'advance') await advanceSequences(session, table);
    return total;
  });
  return { rows: value, written: value, duplicates: 0, seconds, roundTrips };
};
