import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import { copyGrants } from './copy-grants.ts';
import type { TableFacts } from './inspect-table.ts';
import type { AfterSwap } from './rebuild-indexes.ts';

export interface SequencePlan {
  /** Run while the old table still exists. */
  readonly before: readonly string[];
  readonly after: AfterSwap;
}

/** Sets `next` to where the further of the two stands, in the direction in which it counts. */
const moveOn = (session: Session, next: string, old: string): string =>
  `SELECT setval(${session.client.escapeLiteral(next)},
            CASE WHEN q.seqincrement > 0 THEN GREATEST(o.last_value, n.last_value) ELSE LEAST(o.last_value, n.last_value) END,
            o.is_called OR n.is_called)
     FROM ${old} o, ${next} n, pg_sequence q WHERE q.seqrelid = ${session.client.escapeLiteral(next)}::regclass`;

/**
 * Lets identity columns of the new table go on counting where the old one's stand, before rows are loaded. Their sequences get the
 * old ones' type, too: `LIKE` makes all of them bigint.
 */
export const carryIdentities = async (session: Session, facts: TableFacts, into: string): Promise<void> => {
  const { rows } = await session.query(
    `SELECT old.name AS old_name, pg_get_serial_sequence($3, a.attname) AS new_name, q.seqtypid::regtype::text AS type
       FROM pg_attribute a, pg_get_serial_sequence($2, a.attname) old(name), pg_sequence q
      WHERE a.attrelid = $1 AND a.attidentity <> '' AND NOT a.attisdropped AND q.seqrelid = old.name::regclass`,
    [facts.oid, facts.sql, into],
  );
  const statements = rows.flatMap(({ old_name, new_name, type }) => [
    `ALTER SEQUENCE ${String(new_name)} AS ${String(type)}`,
    moveOn(session, String(new_name), String(old_name)),
  ]);
  if (statements.length > 0) await session.query(statements.join(';\n'));
};

/**
 * Sequences: one OWNED BY a column moves over to the new table, else dropping the old one would take it along. One behind an
 * identity column cannot move, so the new column's own goes on where the old one stood, under its name.
 */
export const planSequences = async (session: Session, facts: TableFacts, into: string): Promise<SequencePlan> => {
  const { rows } = await session.query(
    `SELECT a.attname AS column, d.deptype AS type, s.relname AS name, n.nspname AS schema, s.oid::text AS oid,
            obj_description(s.oid, 'pg_class') AS comment, pg_get_serial_sequence($2, a.attname) AS new_name
       FROM pg_depend d
       JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
       JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = $1 AND d.deptype IN ('a', 'i')`,
    [facts.oid, into],
  );
  const before: string[] = [];
  const after: AfterSwap = [];
  for (const row of rows) {
    const sequence = `${quoteIdentifier(String(row.schema))}.${quoteIdentifier(String(row.name))}`;
    if (row.type === 'a') {
      before.push(`ALTER SEQUENCE ${sequence} OWNED BY ${into}.${quoteIdentifier(String(row.column))}`);
      continue;
    }
    const next = String(row.new_name);
    before.push(moveOn(session, next, sequence), ...(await copyGrants(session, String(row.oid), next, 'SEQUENCE')));
    after.push(`ALTER SEQUENCE ${next} RENAME TO ${quoteIdentifier(String(row.name))}`);
    if (row.comment !== null)
      after.push(`COMMENT ON SEQUENCE ${sequence} IS ${session.client.escapeLiteral(String(row.comment))}`);
  }
  return { before, after };
};
