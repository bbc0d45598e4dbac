import { escapeLiteral } from 'pg';
import { BulkError } from '../bulk-error.ts';
import type { Table } from '../define-table.ts';

/** What the catalog says about a described column. */
export interface TargetColumn {
  readonly name: string;
  /** As PostgreSQL spells it, e.g. `character varying(20)` or the name of a domain. */
  readonly type: string;
  /** Its receive function, that of a domain's base type: types that share it share their binary format. */
  readonly receive: string;
  /** `GENERATED ALWAYS AS IDENTITY`. */
  readonly alwaysIdentity: boolean;
}

/** A sequence that counts upwards for a described column, quoted and qualified. */
interface OwnedSequence {
  readonly column: string;
  readonly sequence: string;
  /** Whether this role may read the column, and read and set the sequence. */
  readonly settable: boolean;
}

/** The table that rows are written to, as far as it is described. */
export interface Target {
  readonly columns: readonly TargetColumn[];
  readonly sequences: readonly OwnedSequence[];
  /** Rows carry values of an identity column that is generated always: INSERT must say that they are meant. */
  readonly overriding: boolean;
}

/** One look-up for all of it, without parameters so that it can travel with BEGIN. */
export const targetSql = (table: Table): string => `
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, base.receive, a.attidentity AS identity,
       owned.sequence, owned.settable
  FROM pg_attribute a
  CROSS JOIN LATERAL (
    WITH RECURSIVE bases AS (
      SELECT t.typtype, t.typbasetype, t.typreceive FROM pg_type t WHERE t.oid = a.atttypid
      UNION ALL
      SELECT t.typtype, t.typbasetype, t.typreceive FROM pg_type t JOIN bases b ON b.typtype = 'd' AND t.oid = b.typbasetype)
    SELECT coalesce(p.proname, '-') AS receive FROM bases b LEFT JOIN pg_proc p ON p.oid = b.typreceive WHERE b.typtype <> 'd') base
  LEFT JOIN LATERAL (
    SELECT format('%I.%I', n.nspname, s.relname) AS sequence,
           has_sequence_privilege(s.oid, 'SELECT') AND has_sequence_privilege(s.oid, 'UPDATE')
             AND has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS settable
      FROM pg_depend d
      JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace n ON n.oid = s.relnamespace
      JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
     WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
       AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')) owned ON true
 WHERE a.attrelid = ${escapeLiteral(table.sql)}::regclass AND NOT a.attisdropped AND a.attnum > 0
   AND a.attname IN (${table.columns.map(({ name }) => escapeLiteral(name)).join(', ')})`;

export const readTarget = (rows: readonly Record<string, unknown>[]): Target => {
  const columns = rows.map(
    (row): TargetColumn => ({
      name: String(row.name),
      type: String(row.type),
      receive: String(row.receive),
      alwaysIdentity: row.identity === 'a',
    }),
  );
  const sequences = rows.flatMap((row): OwnedSequence[] =>
    row.sequence === null
      ? []
      : [{ column: String(row.name), sequence: String(row.sequence), settable: row.settable === true }],
  );
  return { columns, sequences, overriding: columns.some(({ alwaysIdentity }) => alwaysIdentity) };
};

/** Refuses before the first row what would fail after the last one. */
export const requireSettable = (table: string, { sequences }: Target): void => {
  const closed = sequences.find(({ settable }) => !settable);
  if (closed === undefined) return;
  throw new BulkError(
    'bad-usage',
    `Table ${table}: rows carry values of column ${closed.column}, and moving its sequence ${closed.sequence} past them needs SELECT on the column and SELECT and UPDATE on the sequence. Grant them, leave the column out, or pass sequences: 'leave'.`,
    { table, column: closed.column },
  );
};
