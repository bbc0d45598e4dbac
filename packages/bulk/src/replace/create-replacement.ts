import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { TableFacts } from './inspect-table.ts';

const storageOption = (option: string): string => {
  const [name = '', ...value] = option.split('=');
  return `${quoteIdentifier(name)} = '${value.join('=').replaceAll("'", "''")}'`;
};

/**
 * `LIKE` without indexes: they are built after the load, which is the point. Statistics objects, foreign keys, triggers and the
 * rest follow later; what `LIKE` forgets of columns and storage is set here.
 */
export const createReplacement = async (session: Session, facts: TableFacts, into: string): Promise<void> => {
  const options = facts.options.length > 0 ? ` WITH (${facts.options.map(storageOption).join(', ')})` : '';
  const tablespace = facts.tablespaceSql === undefined ? '' : ` TABLESPACE ${facts.tablespaceSql}`;
  await session.query(
    `CREATE${facts.unlogged ? ' UNLOGGED' : ''} TABLE ${into} (LIKE ${facts.sql} INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS) USING ${facts.accessMethodSql}${options}${tablespace}`,
  );
  const { rows } = await session.query(
    `SELECT a.attname AS name, a.attstattarget AS target, a.attoptions AS options FROM pg_attribute a
      WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped AND (a.attstattarget >= 0 OR a.attoptions IS NOT NULL)`,
    [facts.oid],
  );
  for (const { name, target, options: attribute } of rows) {
    const column = quoteIdentifier(String(name));
    if (target !== null && Number(target) >= 0)
      await session.query(`ALTER TABLE ${into} ALTER COLUMN ${column} SET STATISTICS ${Number(target)}`);
    if (Array.isArray(attribute))
      await session.query(
        `ALTER TABLE ${into} ALTER COLUMN ${column} SET (${attribute.map((option) => storageOption(String(option))).join(', ')})`,
      );
  }
};
