import type { Pool } from 'pg';
import { BulkError } from '../bulk-error.ts';
import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { loadParallel } from '../parallel/load-parallel.ts';
import { createParallelStaging, dropParallelStaging, sweepParallelStaging } from '../parallel/parallel-staging.ts';
import { withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { columnList } from '../sql/column-list.ts';

export interface ParallelOptions extends InsertOptions {
  /** Connections that load, 2 unless told. One more waits to move the rows, so the pool needs `connections` + 1. */
  readonly connections?: number;
}

/** The one statement that makes all rows appear at once. */
export const moveStagedSql = (table: Table, staging: readonly string[]): string =>
  `INSERT INTO ${table.sql} (${columnList(table.columns)}) ${staging.map((name) => `SELECT ${columnList(table.columns)} FROM ${name}`).join(' UNION ALL ')}`;

/**
 * Adds rows with binary COPY on several connections. Rows that one transaction must commit cannot be written by several
 * connections, so each loads an unlogged staging table of its own, and one transaction moves all into the target. Worth it
 * where encoding and parsing, not the target's indexes, are the limit: many cores, wide rows.
 *
 * A process that is killed midway leaves staging tables named `bulk_staging_…`; the next call for the same table drops them.
 *
 * @throws BulkError; no row of the call is in the table then.
 */
export const copyParallel = async <C extends Columns>(
  pool: Pool,
  table: Table<C>,
  rows: Rows<Row<C>>,
  { signal, onProgress, sequences = 'advance', connections = 2 }: ParallelOptions = {},
): Promise<BulkResult> => {
  const most = pool.options.max - 1;
  if (!Number.isInteger(connections) || connections < 1 || connections > most)
    throw new BulkError(
      'bad-usage',
      `Table ${table.name}: connections must be a whole number from 1 to ${most}, one less than the pool's max; it was ${connections}.`,
      { table: table.name },
    );
  const start = performance.now();
  const setUp = await withSession(pool, { table: table.name, signal }, async (session) => {
    await sweepParallelStaging(session, table);
    return await createParallelStaging(session, table, connections);
  });
  const staging = setUp.value;
  try {
    const moved = await withSession(pool, { table: table.name, signal }, async (session) => {
      // The lock tells a sweep that these tables are in use, until the move is committed.
      await session.query(`LOCK TABLE ${staging.join(', ')} IN ACCESS SHARE MODE`);
      await session.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const loaded = await loadParallel(pool, rows, { table, staging, stop: session.stop, onProgress });
      const { rowCount } = await session.query(moveStagedSql(table, staging));
      if (sequences === 'advance') await advanceSequences(session, table);
      await dropParallelStaging(session, staging);
      return { ...loaded, written: rowCount ?? 0 };
    });
    const { rows: total, written, roundTrips } = moved.value;
    return {
      rows: total,
      written,
      duplicates: 0,
      seconds: (performance.now() - start) / 1000,
      roundTrips: setUp.roundTrips + moved.roundTrips + roundTrips,
    };
  } catch (error) {
    // Best effort: where the server is gone, the next call sweeps.
    await withSession(pool, { table: table.name, signal: undefined }, (session) =>
      dropParallelStaging(session, staging),
    ).catch(() => {});
    throw error;
  }
};
