import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import { inAttempts, type LockPolicy } from './in-attempts.ts';
import type { TableFacts } from './inspect-table.ts';
import type { AfterSwap } from './rebuild-indexes.ts';

/**
 * Adds the old table's foreign keys to the loaded one: each is checked by one join, not by one look-up a row. One that points to
 * the table itself waits until the names are swapped. One that is NOT VALID spares the old rows, not the loaded ones: it is
 * checked, too, and then said to be as it was.
 */
export const copyForeignKeys = async (
  session: Session,
  facts: TableFacts,
  into: string,
  lock: LockPolicy,
): Promise<AfterSwap> => {
  const { rows } = await session.query(
    `SELECT k.conname AS name, pg_get_constraintdef(k.oid) AS definition, k.confrelid = k.conrelid AS self,
            k.confrelid::regclass::text AS parent, obj_description(k.oid, 'pg_constraint') AS comment
       FROM pg_constraint k WHERE k.conrelid = $1 AND k.contype = 'f' ORDER BY k.conname`,
    [facts.oid],
  );
  const after: AfterSwap = [];
  for (const { name, definition, self, parent, comment } of rows) {
    const constraint = quoteIdentifier(String(name));
    const written = String(definition);
    const checked = written.replace(/ NOT VALID$/, '');
    const sql = (table: string): string => {
      const add = (as: string) => `ALTER TABLE ${table} ADD CONSTRAINT ${constraint} ${as}`;
      return checked === written
        ? add(written)
        : `${add(checked)}; ALTER TABLE ${table} DROP CONSTRAINT ${constraint}; ${add(written)}`;
    };
    if (self === true) after.push(sql(facts.sql));
    else
      await inAttempts(
        session,
        { name: facts.name, locked: `table ${String(parent)}, which ${constraint} points to,` },
        lock,
        () => session.query(sql(into)),
      );
    if (comment !== null)
      after.push(
        `COMMENT ON CONSTRAINT ${constraint} ON ${facts.sql} IS ${session.client.escapeLiteral(String(comment))}`,
      );
  }
  return after;
};
