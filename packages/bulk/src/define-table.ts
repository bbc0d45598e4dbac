import { BulkError } from './bulk-error.ts';
import type { Codec } from './codecs/codec.ts';
import { codecFor } from './codecs/codec-for.ts';
import type { Column, ColumnValue } from './column-type.ts';
import { quoteIdentifier } from './sql/quote-identifier.ts';

export type Columns = Readonly<Record<string, Column>>;

/** A row of these columns. Extra properties at run time are ignored; a missing one is refused. */
export type Row<C extends Columns> = { readonly [Name in keyof C]: ColumnValue<C[Name]> };

export interface TableColumn {
  readonly name: string;
  /** Quoted for SQL. */
  readonly sql: string;
  readonly codec: Codec;
  readonly nullable: boolean;
}

/** A table, or the part of its columns that is written. Made by `defineTable`. */
export interface Table<C extends Columns = Columns> {
  readonly schema: string | undefined;
  readonly name: string;
  /** Quoted and, where a schema was given, qualified. */
  readonly sql: string;
  readonly columns: readonly TableColumn[];
  /** Columns that name a row in updates and upserts. */
  readonly key: readonly TableColumn[];
  /** The other columns. */
  readonly values: readonly TableColumn[];
  /** Only carries the row type; never set. */
  readonly rowType?: Row<C>;
}

export interface TableDescription<C extends Columns> {
  /** Absent: found through the session's search path. */
  readonly schema?: string;
  readonly name: string;
  /** The columns that rows carry, in this order. Others of the table get their defaults. */
  readonly columns: C;
  /** Columns under a unique constraint, needed by updates and upserts. */
  readonly key?: readonly (keyof C & string)[];
}

/** The rows that a table takes: `RowOf<typeof genes>`. */
export type RowOf<T extends Table> = NonNullable<T['rowType']>;

/**
 * Describes a table once; the types of its rows follow.
 *
 * @throws BulkError `bad-usage` for unknown types, no columns, or a key that is not among the columns or may be null.
 */
export const defineTable = <const C extends Columns>(description: TableDescription<C>): Table<C> => {
  const table = description.name;
  const fail = (message: string): never => {
    throw new BulkError('bad-usage', `Table ${table}: ${message}`, { table });
  };
  if (typeof table !== 'string' || table === '') fail('its name must be a string that is not empty.');
  if (typeof description.columns !== 'object' || description.columns === null) fail('describe its `columns`.');
  const columns = Object.entries(description.columns).map(([name, column]): TableColumn => {
    const type = typeof column === 'string' ? column : column?.type;
    if (typeof type !== 'string') return fail(`column ${name} has no type; write a type, or nullable(type).`);
    const codec = codecFor(type) ?? fail(`column ${name} has the unknown type "${type}".`);
    return { name, sql: quoteIdentifier(name), codec, nullable: typeof column !== 'string' };
  });
  if (columns.length === 0) fail('describe at least one column.');
  const key = (description.key ?? []).map((name) => {
    const column = columns.find((candidate) => candidate.name === name) ?? fail(`key column ${name} is not described.`);
    // NULL is never equal to NULL: such a row would be inserted again by every upsert.
    return column.nullable ? fail(`key column ${name} may be null, and a key must name a row.`) : column;
  });
  const qualifier = description.schema === undefined ? '' : `${quoteIdentifier(description.schema)}.`;
  return {
    schema: description.schema,
    name: table,
    sql: `${qualifier}${quoteIdentifier(table)}`,
    columns,
    key,
    values: columns.filter((column) => !key.includes(column)),
  };
};
