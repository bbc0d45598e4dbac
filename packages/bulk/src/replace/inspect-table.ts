import { BulkError } from '../bulk-error.ts';
import type { Table } from '../define-table.ts';
import type { Session } from '../session/session.ts';

/** What the catalog says about the table that is to be replaced. Names are quoted where they end in `Sql`. */
export interface TableFacts {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** Quoted and qualified. */
  readonly sql: string;
  readonly ownerSql: string;
  readonly unlogged: boolean;
  readonly accessMethodSql: string;
  readonly tablespaceSql: string | undefined;
  /** `name=value`; those of the TOAST table as `toast.name=value`. */
  readonly options: readonly string[];
}

interface Raw {
  readonly kind: string;
  readonly persistence: string;
}

const text = (value: unknown): string => String(value);

const isTable = ({ kind, persistence }: Raw): boolean => kind === 'r' && persistence !== 't';

/** Reads the table's own properties. @throws BulkError `cannot-preserve` unless it is an ordinary table. */
export const inspectTable = async (session: Session, table: Table): Promise<TableFacts> => {
  const { rows } = await session.query(
    `SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.relpersistence AS persistence,
            quote_ident(pg_get_userbyid(c.relowner)) AS owner, coalesce(c.reloptions, '{}') || coalesce((SELECT array_agg('toast.' || o) FROM unnest(t.reloptions) o), '{}') AS options,
            quote_ident(am.amname) AS method, quote_ident(ts.spcname) AS tablespace
       FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
       LEFT JOIN pg_am am ON am.oid = c.relam
       LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
      WHERE c.oid = $1::regclass`,
    [table.sql],
  );
  const row = rows[0];
  if (row === undefined || !isTable({ kind: text(row.kind), persistence: text(row.persistence) })) {
    const obstacle = `${table.name} is not an ordinary permanent table`;
    throw new BulkError('cannot-preserve', `Table ${table.name} cannot be replaced: ${obstacle}.`, {
      table: table.name,
      obstacles: [obstacle],
    });
  }
  const { rows: named } = await session.query(`SELECT format('%I.%I', $1::text, $2::text) AS sql`, [
    row.schema,
    row.name,
  ]);
  return {
    oid: text(row.oid),
    schema: text(row.schema),
    name: text(row.name),
    sql: text(named[0]?.sql),
    ownerSql: text(row.owner),
    unlogged: row.persistence === 'u',
    accessMethodSql: text(row.method),
    tablespaceSql: row.tablespace === null ? undefined : text(row.tablespace),
    options: Array.isArray(row.options) ? row.options.map(text) : [],
  };
};
