import type { KeyedOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { type Database, withSession } from '../session/with-session.ts';
import { type Batch, batchRows } from '../sql/batch-rows.ts';

interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | null)[];
}

/** Sends keyed rows statement by statement in one transaction. */
export const updateBatches = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  size: number,
  { signal, onProgress, duplicates = 'reject', prepare = false }: KeyedOptions & StatementOptions,
  statement: (batch: Batch) => Statement,
): Promise<BulkResult> => {
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, (session) =>
    batchRows(session, rows, {
      table,
      batchRows: size,
      onProgress,
      unique: duplicates,
      send: async (batch) => {
        const { sql, parameters } = statement(batch);
        const { rowCount } =
          prepare && batch.rows === size
            ? await session.prepared(sql, parameters)
            : await session.query(sql, parameters);
        return rowCount ?? 0;
      },
    }),
  );
  return { ...value, seconds, roundTrips };
};
