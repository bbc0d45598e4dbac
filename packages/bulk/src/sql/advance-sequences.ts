import type { Table } from '../define-table.ts';
import type { Session } from '../session/session.ts';
import { quoteIdentifier } from './quote-identifier.ts';

interface Owned {
  readonly column: string;
  readonly sequence: string;
}

const findOwned = async (session: Session, table: Table): Promise<Owned[]> => {
  const { rows } = await session.query(
    `SELECT a.attname AS column, format('%I.%I', n.nspname, s.relname) AS sequence
       FROM pg_attribute a
       JOIN pg_depend d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                       AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
       JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
       JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
      WHERE a.attrelid = $1::regclass AND a.attname = ANY ($2)`,
    [table.sql, table.columns.map(({ name }) => name)],
  );
  return rows.map((row) => ({ column: String(row.column), sequence: String(row.sequence) }));
};

const integers = new Set(['int2', 'int4', 'int8']);

/**
 * Moves every sequence that feeds a described column past the largest value in it: COPY and INSERT with explicit values leave
 * sequences where they were, and the next ordinary INSERT would collide. `from` is where the loaded rows are.
 */
export const advanceSequences = async (session: Session, table: Table, from: string = table.sql): Promise<void> => {
  if (!table.columns.some(({ codec }) => integers.has(codec.sqlType))) return;
  for (const { column, sequence } of await findOwned(session, table))
    await session.query(
      `SELECT setval($1::regclass, m.largest)
         FROM (SELECT max(${quoteIdentifier(column)}) AS largest FROM ${from}) m, ${sequence} s
        WHERE m.largest >= s.last_value`,
      [sequence],
    );
};
