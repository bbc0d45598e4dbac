import { BulkError } from '../bulk-error.ts';
import type { Written } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import { forEachRow, type Rows } from '../for-each-row.ts';
import { reportProgress } from '../report-progress.ts';
import { fieldOf, rowError } from '../row-error.ts';
import type { Session } from '../session/session.ts';
import { concernsRows, toBulkError } from '../session/to-bulk-error.ts';

/** The values of one statement by column, each in PostgreSQL's text format. */
export interface Batch {
  /** One array a column, in the table's order; all of one length. */
  readonly columns: readonly (string | null)[][];
  readonly rows: number;
}

export interface BatchPlan<C extends Columns> {
  readonly table: Table<C>;
  readonly batchRows: number;
  readonly onProgress: ((rows: number) => void) | undefined;
  /** Sends one statement; resolves with the rows that it wrote. */
  readonly send: (batch: Batch) => Promise<number>;
  /** Key columns inside which a statement may not see one key twice; the later row wins, or the call fails. */
  readonly unique?: 'reject' | 'last' | undefined;
}

/** Most rows a statement may have when every value is a parameter: the protocol counts parameters in 16 bits. */
export const parameterLimit = 65_535;

/** Gathers rows into statements and sends them one after the other. Memory is one batch. */
export const batchRows = async <C extends Columns>(
  session: Session,
  rows: Rows<Row<C>>,
  { table, batchRows: size, onProgress, send, unique }: BatchPlan<C>,
): Promise<Written> => {
  let columns: (string | null)[][] = table.columns.map(() => []);
  let count = 0;
  let written = 0;
  let duplicates = 0;
  const places = new Map<string, number>();

  const flush = async (position: number): Promise<void> => {
    const batch = { columns, rows: count };
    columns = table.columns.map(() => []);
    count = 0;
    places.clear();
    session.stop.throwIfAborted();
    try {
      written += await send(batch);
    } catch (error) {
      throw withRows(error, table.name, position - batch.rows + 1, position);
    }
    reportProgress(onProgress, position);
  };

  const add = (row: object, position: number): void => {
    const place = unique === undefined ? count : placeOf(row, position);
    if (place < count) duplicates++;
    else count++;
    for (let i = 0; i < table.columns.length; i++) {
      const column = table.columns[i];
      const target = columns[i];
      if (column === undefined || target === undefined) break;
      try {
        const value = fieldOf(row, column);
        target[place] = value === null && column.nullable ? null : column.codec.literal(value);
      } catch (error) {
        throw rowError(error, table, column, position);
      }
    }
  };

  const placeOf = (row: object, position: number): number => {
    const key = JSON.stringify(table.key.map((column) => keyText(row, column, position)));
    const known = places.get(key);
    if (known === undefined) {
      places.set(key, count);
      return count;
    }
    if (unique === 'last') return known;
    throw new BulkError('duplicate-in-batch', `Table ${table.name}: row ${position} repeats the key ${key}.`, {
      table: table.name,
      row: position,
    });
  };

  const keyText = (row: object, column: Table['key'][number], position: number): string => {
    try {
      const { codec } = column;
      const value = fieldOf(row, column);
      return codec.key === undefined ? codec.literal(value) : codec.key(value);
    } catch (error) {
      throw rowError(error, table, column, position);
    }
  };

  const total = await forEachRow(rows, session.stop, (row, position) => {
    add(row, position);
    return count >= size ? flush(position) : undefined;
  });
  if (count > 0) await flush(total);
  return { rows: total, written, duplicates };
};

const withRows = (error: unknown, table: string, first: number, last: number): BulkError => {
  const known = toBulkError(error, table);
  if (!concernsRows(known.code)) return known;
  return new BulkError(
    known.code,
    `${known.message} (one of the rows ${first} to ${last})`,
    {
      table,
      rows: [first, last],
      ...(known.column === undefined ? {} : { column: known.column }),
      ...(known.constraint === undefined ? {} : { constraint: known.constraint }),
      ...(known.sqlState === undefined ? {} : { sqlState: known.sqlState }),
      ...(known.detail === undefined ? {} : { detail: known.detail }),
    },
    { cause: known.cause },
  );
};
