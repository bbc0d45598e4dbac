import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { TableFacts } from './inspect-table.ts';
import type { AfterSwap } from './rebuild-indexes.ts';

/**
 * Adds the old table's foreign keys to the loaded one: each is checked by one join, not by one look-up a row. One that points to
 * the table itself waits until the names are swapped.
 */
export const copyForeignKeys = async (session: Session, facts: TableFacts, into: string): Promise<AfterSwap> => {
  const { rows } = await session.query(
    `SELECT k.conname AS name, pg_get_constraintdef(k.oid) AS definition, k.confrelid = k.conrelid AS self,
            obj_description(k.oid, 'pg_constraint') AS comment
       FROM pg_constraint k WHERE k.conrelid = $1 AND k.contype = 'f' ORDER BY k.conname`,
    [facts.oid],
  );
  const after: AfterSwap = [];
  for (const { name, definition, self, comment } of rows) {
    const constraint = quoteIdentifier(String(name));
    const sql = (table: string) => `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} ${String(definition)}`;
    if (self === true) after.push(sql(facts.sql));
    else await session.query(sql(into));
    if (comment !== null)
      after.push(
        `COMMENT ON CONSTRAINT ${constraint} ON ${facts.sql} IS ${session.client.escapeLiteral(String(comment))}`,
      );
  }
  return after;
};
