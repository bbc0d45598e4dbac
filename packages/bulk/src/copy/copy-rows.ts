import type { Written } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import { forEachRow, type Rows } from '../for-each-row.ts';
import { reportProgress } from '../report-progress.ts';
import type { Session } from '../session/session.ts';
import { ByteWriter, chunkBytes } from './byte-writer.ts';
import { openCopy } from './open-copy.ts';
import { type CopyFormat, rowEncoder } from './row-encoder.ts';

export interface CopyTarget<C extends Columns> {
  /** Describes the rows. */
  readonly table: Table<C>;
  /** Quoted name of what is loaded, when it is a stand-in with the same columns. */
  readonly into?: string;
  readonly format: CopyFormat;
  /** Only for a table that was made in the same transaction. */
  readonly freeze?: boolean;
  readonly onProgress: ((rows: number) => void) | undefined;
}

/** The statement that loads `table`, or its stand-in `into`. */
export const copySql = (table: Table, format: CopyFormat, into: string = table.sql, freeze = false): string =>
  `COPY ${into} (${table.columns.map(({ sql }) => sql).join(', ')}) FROM STDIN (FORMAT ${format}${freeze ? ', FREEZE' : ''})`;

/**
 * Encodes rows into chunks and sends them, one on the wire while the next is made. Memory is two chunks and what the socket
 * buffers, however many rows.
 */
export const copyRows = async <C extends Columns>(
  session: Session,
  rows: Rows<Row<C>>,
  { table, into, format, freeze, onProgress }: CopyTarget<C>,
): Promise<Omit<Written, 'duplicates'>> => {
  const encoder = rowEncoder(format, table);
  const writer = new ByteWriter();
  const sink = openCopy(session, copySql(table, format, into, freeze));
  try {
    encoder.header(writer);
    const send = async (position: number): Promise<void> => {
      await sink.write(writer.take());
      reportProgress(onProgress, position);
    };
    const total = await forEachRow(rows, session.stop, (row, position) => {
      encoder.row(writer, row, position);
      return writer.at >= chunkBytes ? send(position) : undefined;
    });
    encoder.trailer(writer);
    if (writer.at > 0) await sink.write(writer.take());
    // A trigger may leave rows out: only the server knows how many are there.
    const written = await sink.finish();
    reportProgress(onProgress, total);
    return { rows: total, written };
  } catch (error) {
    await sink.cancel(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
};
