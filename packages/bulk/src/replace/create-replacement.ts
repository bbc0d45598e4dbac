import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { TableFacts } from './inspect-table.ts';

const storageOption = (option: string): string => {
  const [name = '', ...value] = option.split('=');
  // `toast.` is a part of its own.
  return `${name.split('.').map(quoteIdentifier).join('.')} = '${value.join('=').replaceAll("'", "''")}'`;
};

/**
 * `LIKE` without indexes: they are built after the load, which is the point. Statistics objects, foreign keys, triggers and the
 * rest follow later; what `LIKE` forgets of columns, storage and constraints is set here.
 */
export const createReplacement = async (session: Session, facts: TableFacts, into: string): Promise<void> => {
  const options = facts.options.length > 0 ? ` WITH (${facts.options.map(storageOption).join(', ')})` : '';
  const tablespace = facts.tablespaceSql === undefined ? '' : ` TABLESPACE ${facts.tablespaceSql}`;
  await session.query(
    `CREATE${facts.unlogged ? ' UNLOGGED' : ''} TABLE ${into} (LIKE ${facts.sql} INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS) USING ${facts.accessMethodSql}${options}${tablespace}`,
  );
  const changes = [
    ...(await columnSettings(session, facts, into)),
    ...(await uncheckedConstraints(session, facts, into)),
  ];
  if (changes.length > 0) await session.query(changes.join(';\n'));
};

const columnSettings = async (session: Session, facts: TableFacts, into: string): Promise<string[]> => {
  const { rows } = await session.query(
    `SELECT a.attname AS name, a.attstattarget AS target, a.attoptions AS options FROM pg_attribute a
      WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped AND (a.attstattarget >= 0 OR a.attoptions IS NOT NULL)`,
    [facts.oid],
  );
  return rows.flatMap(({ name, target, options }) => {
    const alter = `ALTER TABLE ${into} ALTER COLUMN ${quoteIdentifier(String(name))}`;
    return [
      ...(target !== null && Number(target) >= 0 ? [`${alter} SET STATISTICS ${Number(target)}`] : []),
      ...(Array.isArray(options)
        ? [`${alter} SET (${options.map((option) => storageOption(String(option))).join(', ')})`]
        : []),
    ];
  });
};

/** `LIKE` makes every constraint valid. One that is NOT VALID is checked for the rows loaded, but what it is said to be stays. */
const uncheckedConstraints = async (session: Session, facts: TableFacts, into: string): Promise<string[]> => {
  const { rows } = await session.query(
    `SELECT quote_ident(k.conname) AS name, pg_get_constraintdef(k.oid) AS definition, quote_literal(obj_description(k.oid, 'pg_constraint')) AS comment
       FROM pg_constraint k WHERE k.conrelid = $1 AND k.contype IN ('c', 'n') AND NOT k.convalidated`,
    [facts.oid],
  );
  return rows.flatMap(({ name, definition, comment }) => [
    `ALTER TABLE ${into} DROP CONSTRAINT IF EXISTS ${String(name)}, ADD CONSTRAINT ${String(name)} ${String(definition)}`,
    ...(comment === null ? [] : [`COMMENT ON CONSTRAINT ${String(name)} ON ${into} IS ${String(comment)}`]),
  ]);
};
