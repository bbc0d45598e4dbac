import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import type { Table } from '../define-table.ts';
import type { Session } from '../session/session.ts';
import { columnList } from '../sql/column-list.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { Loader } from './load-parallel.ts';

/** Younger tables may belong to a call that has not locked them yet. */
const sweepAfterSeconds = 60;

interface Target {
  readonly schema: string;
  readonly oid: string;
}

const target = async (session: Session, table: Table): Promise<Target> => {
  const { rows } = await session.query(
    'SELECT n.nspname AS schema, c.oid::text AS oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::regclass',
    [table.sql],
  );
  return { schema: String(rows[0]?.schema), oid: String(rows[0]?.oid) };
};

/** Creates an empty table with the described columns beside the target for each loader; returns their quoted names. */
export const createParallelStaging = async (
  session: Session,
  table: Table,
  loaders: readonly Client[],
): Promise<Loader[]> => {
  const { schema, oid } = await target(session, table);
  const seconds = Math.floor(Date.now() / 1000);
  const token = randomBytes(4).toString('hex');
  const created: Loader[] = [];
  for (const [index, client] of loaders.entries()) {
    const name = `${quoteIdentifier(schema)}.${quoteIdentifier(`bulk_staging_${oid}_${seconds}_${token}_${index}`)}`;
    await session.query(
      `CREATE UNLOGGED TABLE ${name} WITH (autovacuum_enabled = false) AS SELECT ${columnList(table.columns)} FROM ${table.sql} WITH NO DATA`,
    );
    created.push({ client, into: name });
  }
  return created;
};

export const dropParallelStaging = async (session: Session, staging: readonly string[]): Promise<void> => {
  if (staging.length > 0) await session.query(`DROP TABLE IF EXISTS ${staging.join(', ')}`);
};

/** Drops what earlier calls for this table left behind because their process was killed. Tables in use are locked, and stay. */
export const sweepParallelStaging = async (session: Session, table: Table): Promise<void> => {
  const { schema, oid } = await target(session, table);
  const { rows } = await session.query(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname ~ ('^bulk_staging_' || $2 || '_[0-9]+_')
        AND split_part(relname, '_', 4)::bigint < extract(epoch FROM now()) - $3`,
    [quoteIdentifier(schema), oid, sweepAfterSeconds],
  );
  for (const { name } of rows) {
    const sql = `${quoteIdentifier(schema)}.${quoteIdentifier(String(name))}`;
    await session.query('SAVEPOINT bulk_sweep');
    try {
      await session.query(`LOCK TABLE ${sql} IN ACCESS EXCLUSIVE MODE NOWAIT`);
      await session.query(`DROP TABLE ${sql}`);
    } catch {
      await session.query('ROLLBACK TO SAVEPOINT bulk_sweep');
    }
  }
};
