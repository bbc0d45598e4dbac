import type { Table } from '../define-table.ts';
import { fieldOf, rowError } from '../row-error.ts';
import type { ByteWriter } from './byte-writer.ts';

export type CopyFormat = 'text' | 'binary';

/** Writes rows of one table in one COPY format. */
export interface RowEncoder {
  readonly format: CopyFormat;
  header(writer: ByteWriter): void;
  row(writer: ByteWriter, row: object, position: number): void;
  trailer(writer: ByteWriter): void;
}

const textEncoder = (table: Table): RowEncoder => ({
  format: 'text',
  header: () => {},
  row: (writer, row, position) => {
    for (let i = 0; i < table.columns.length; i++) {
      const column = table.columns[i];
      if (column === undefined) break;
      try {
        writer.reserve(4);
        if (i > 0) writer.bytes[writer.at++] = 9;
        const value = fieldOf(row, column);
        if (value === null && column.nullable) {
          writer.bytes[writer.at++] = 92;
          writer.bytes[writer.at++] = 78;
        } else column.codec.copyText(writer, value);
      } catch (error) {
        throw rowError(error, table, column, position);
      }
    }
    writer.reserve(1);
    writer.bytes[writer.at++] = 10;
  },
  // COPY ends with the protocol's CopyDone; `\.` is not needed, and inside text it is data.
  trailer: () => {},
});

// "PGCOPY\n\377\r\n\0", flags, length of the header extension.
const signature = Buffer.from([80, 71, 67, 79, 80, 89, 10, 255, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

const binaryEncoder = (table: Table): RowEncoder => ({
  format: 'binary',
  header: (writer) => {
    writer.reserve(signature.length);
    writer.at += signature.copy(writer.bytes, writer.at);
  },
  row: (writer, row, position) => {
    writer.reserve(2);
    writer.int16(table.columns.length);
    for (let i = 0; i < table.columns.length; i++) {
      const column = table.columns[i];
      if (column === undefined) break;
      try {
        const value = fieldOf(row, column);
        if (value === null && column.nullable) {
          writer.reserve(4);
          writer.int32(-1);
        } else column.codec.copyBinary(writer, value);
      } catch (error) {
        throw rowError(error, table, column, position);
      }
    }
  },
  trailer: (writer) => {
    writer.reserve(2);
    writer.int16(-1);
  },
});

export const rowEncoder = (format: CopyFormat, table: Table): RowEncoder =>
  format === 'text' ? textEncoder(table) : binaryEncoder(table);
