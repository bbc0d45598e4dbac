import type { InsertOptions, StatementOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';
import { type Batch, batchRows } from '../sql/batch-rows.ts';
import type { Target } from '../sql/target.ts';

interface BatchOptions extends InsertOptions, Pick<StatementOptions, 'prepare'> {
  /** Rows a statement. */
  readonly size: number;
  /** What to do with a key that one statement would see twice; absent where it need not be looked for. */
  readonly unique?: 'reject' | 'last';
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | null)[];
  /** No other batch has this text, so it is not worth preparing. */
  readonly once?: boolean;
}

/** Sends rows statement by statement in one transaction: the way of every verb without COPY. */
export const writeBatches = <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: BatchOptions,
  statements: (target: Target) => (batch: Batch) => Statement,
): Promise<BulkResult> =>
  runVerb(database, table, { ...options, format: 'text' }, async (session, target) => {
    const { size, unique, onProgress, prepare = false } = options;
    const statement = statements(target);
    return await batchRows(session, rows, {
      table,
      batchRows: size,
      onProgress,
      unique,
      send: async (batch) => {
        const { sql, parameters, once = false } = statement(batch);
        const { rowCount } =
          prepare && !once ? await session.prepared(sql, parameters) : await session.query(sql, parameters);
        return rowCount ?? 0;
      },
    });
  });
