import type { Client, Pool } from 'pg';
import { BulkError } from '../bulk-error.ts';
import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { loadParallel } from '../parallel/load-parallel.ts';
import { createParallelStaging, dropParallelStaging, sweepParallelStaging } from '../parallel/parallel-staging.ts';
import { takeConnections } from '../parallel/take-connections.ts';
import { requireChoices } from '../require-choices.ts';
import { isPool } from '../session/is-pool.ts';
import { withSession } from '../session/with-session.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { columnList, insertedColumns } from '../sql/column-list.ts';
import { requireTypes } from '../sql/require-types.ts';
import { readTarget, requireSettable, targetSql } from '../sql/target.ts';

export interface ParallelOptions extends InsertOptions {
  /** Connections that load, 2 unless told. One more moves the rows, so the pool must be able to lend `connections` + 1 at once. */
  readonly connections?: number;
}

/** How long the tables of a call whose connections were all lost are worth waiting for a new one. */
const cleanUpMilliseconds = 5000;

/** The one statement that makes all rows appear at once. */
export const moveStagedSql = (table: Table, staging: readonly string[], overriding = false): string =>
  `INSERT INTO ${table.sql} ${insertedColumns(table, overriding)} ${staging.map((name) => `SELECT ${columnList(table.columns)} FROM ${name}`).join(' UNION ALL ')}`;

const refuseUnusable = (pool: Pool, table: Table, connections: number): void => {
  const refuse = (message: string): never => {
    throw new BulkError('bad-usage', `Table ${table.name}: ${message}`, { table: table.name });
  };
  if (!isPool(pool)) refuse('copyParallel needs a Pool; a single client cannot load on several connections.');
  const most = pool.options.max - 1;
  if (!Number.isInteger(connections) || connections < 1 || connections > most)
    refuse(
      `connections must be a whole number from 1 to ${most}, one less than the pool's max; it was ${connections}.`,
    );
};

/** Best effort: where the server is gone, a later call sweeps. */
const cleanUp = async (clients: readonly Client[], table: Table, staging: readonly string[]): Promise<boolean> => {
  for (const client of clients)
    try {
      await withSession(client, { table: table.name, signal: undefined }, (session) =>
        dropParallelStaging(session, staging),
      );
      return true;
    } catch {
      // A connection that was lost; the next may live.
    }
  return false;
};

/** For a server that ended all sessions of the call, and lives. */
const cleanUpAnew = async (pool: Pool, table: Table, staging: readonly string[]): Promise<void> => {
  const signal = AbortSignal.timeout(cleanUpMilliseconds);
  try {
    using taken = await takeConnections(pool, 0, { table: table.name, signal });
    await cleanUp([taken.mover], table, staging);
  } catch {
    // No connection in time.
  }
};

/**
 * Adds rows with binary COPY on several connections. Rows that one transaction must commit cannot be written by several
 * connections, so each loads an unlogged staging table of its own, and one transaction moves all into the target. Worth it
 * where encoding and parsing, not the target's indexes, are the limit: many cores, wide rows.
 *
 * Takes all its connections before it begins, and calls on the same pool take turns at that. A process that is killed midway leaves
 * staging tables named `bulk_staging_…`; a call for the same table drops them once they are a minute old.
 *
 * @throws BulkError; no row of the call is in the table then.
 */
export const copyParallel = async <C extends Columns>(
  pool: Pool,
  table: Table<C>,
  rows: Rows<Row<C>>,
  { signal, onProgress, sequences = 'advance', connections = 2 }: ParallelOptions = {},
): Promise<BulkResult> => {
  refuseUnusable(pool, table, connections);
  requireChoices(table.name, { sequences });
  const taken = await takeConnections(pool, connections, { table: table.name, signal });
  const { mover, loaders } = taken;
  let staging: readonly string[] = [];
  let clean = true;
  try {
    const start = performance.now();
    const opening = targetSql(table);
    const setUp = await withSession(mover, { table: table.name, signal, opening }, async (session, opened) => {
      const target = readTarget(opened);
      requireTypes(table, target, 'binary');
      if (sequences === 'advance') requireSettable(table.name, target);
      await sweepParallelStaging(session, table);
      return { target, loads: await createParallelStaging(session, table, loaders) };
    });
    const { target, loads } = setUp.value;
    staging = loads.map(({ into }) => into);
    const moved = await withSession(mover, { table: table.name, signal }, async (session) => {
      // The lock tells a sweep that these tables are in use, until the move is committed.
      await session.query(`LOCK TABLE ${staging.join(', ')} IN ACCESS SHARE MODE`);
      await session.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      const loaded = await loadParallel(rows, { table, loaders: loads, stop: session.stop, onProgress });
      const { rowCount } = await session.query(moveStagedSql(table, staging, target.overriding));
      if (sequences === 'advance') await advanceSequences(session, table, target);
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
    clean = await cleanUp([mover, ...loaders], table, staging);
    throw error;
  } finally {
    taken[Symbol.dispose]();
    if (!clean) await cleanUpAnew(pool, table, staging);
  }
};
