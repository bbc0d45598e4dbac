import { randomBytes } from 'node:crypto';
import { BulkError } from '../bulk-error.ts';
import type { KeyedOptions } from '../bulk-options.ts';
import { copyRows } from '../copy/copy-rows.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import type { Session } from '../session/session.ts';
import { columnList } from './column-list.ts';
import { quoteIdentifier } from './quote-identifier.ts';

// No other program's temporary table can have it by chance: the one that is found under it may be dropped.
const stagingName = quoteIdentifier(`bulk_staging_${randomBytes(6).toString('hex')}`);

/** Quoted name of the temporary table; it lives in the session's own schema and ends with the transaction. */
export const stagingTable = `pg_temp.${stagingName}`;

/** The described columns of the target, with its own types, and nothing else: no index, no constraint, no WAL. */
export const createStagingSql = (table: Table): string =>
  `CREATE TEMPORARY TABLE ${stagingName} ON COMMIT DROP AS SELECT ${columnList(table.columns)} FROM ${table.sql} WITH NO DATA`;

// A temporary table fills in the order of the COPY, so the largest ctid of a key is its last row.
const dropEarlier = (table: Table): string =>
  `DELETE FROM ${stagingTable} WHERE ctid NOT IN (SELECT max(ctid) FROM ${stagingTable} GROUP BY ${columnList(table.key)})`;

const findRepeated = (table: Table): string =>
  `SELECT concat_ws(', ', ${columnList(table.key)}) AS key, count(*) AS times FROM ${stagingTable} GROUP BY ${columnList(table.key)} HAVING count(*) > 1 LIMIT 1`;

/** Throws `duplicate-in-batch` with an example when one key was loaded twice. */
export const refuseRepeated = async (session: Session, table: Table, cause?: unknown): Promise<void> => {
  const { rows } = await session.query(findRepeated(table));
  const repeated = rows[0];
  if (repeated === undefined) return;
  const detail = `(${columnList(table.key)}) = (${String(repeated.key)}) comes ${String(repeated.times)} times`;
  throw new BulkError(
    'duplicate-in-batch',
    `Table ${table.name}: one call holds a key twice: ${detail}.`,
    { table: table.name, detail },
    { cause },
  );
};

/** Whether a unique index guards exactly the key. */
export const isKeyUnique = async (session: Session, table: Table): Promise<boolean> => {
  const { rows } = await session.query(
    `SELECT 1 FROM pg_index i
      WHERE i.indrelid = $1::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
        AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text)
               FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1]))
          = (SELECT array_agg(k ORDER BY k) FROM unnest($2::text[]) k)`,
    [table.sql, table.key.map(({ name }) => name)],
  );
  return rows.length > 0;
};

export interface Staged {
  readonly rows: number;
  readonly duplicates: number;
}

/** Loads all rows into the staging table and applies the policy for duplicates that can be applied there. */
export const stageRows = async <C extends Columns>(
  session: Session,
  table: Table<C>,
  rows: Rows<Row<C>>,
  { onProgress, duplicates = 'reject' }: KeyedOptions,
): Promise<Staged> => {
  // The transaction's end drops it; a caller's own transaction may call two verbs before that.
  if (session.nested) await session.query(`DROP TABLE IF EXISTS ${stagingTable}`);
  await session.query(createStagingSql(table));
  const { rows: total } = await copyRows(session, rows, { table, into: stagingTable, format: 'binary', onProgress });
  const dropped = duplicates === 'last' ? ((await session.query(dropEarlier(table))).rowCount ?? 0) : 0;
  // Without statistics the planner takes the table for small and joins row by row.
  await session.query(`ANALYZE ${stagingTable}`);
  return { rows: total, duplicates: dropped };
};
