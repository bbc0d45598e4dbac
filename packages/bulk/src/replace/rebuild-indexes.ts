import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { TableFacts } from './inspect-table.ts';

/** SQL to run once the old table is gone and its names are free. */
export type AfterSwap = string[];

// Index and constraint-index names are unique in a schema, so the new ones get other names until the old table is gone.
const temporary = (oid: unknown, index: number): string => quoteIdentifier(`bulk_new_${String(oid)}_${index}`);

/** Builds the old table's indexes and index-backed constraints on the loaded one: sorted once, not row by row. */
export const rebuildIndexes = async (session: Session, facts: TableFacts, into: string): Promise<AfterSwap> => {
  const { rows } = await session.query(
    `SELECT i.indexrelid::text AS oid, c.relname AS name, i.indisclustered AS clustered, i.indisreplident AS identity,
            k.conname AS "constraint", pg_get_constraintdef(k.oid) AS definition, quote_ident(ts.spcname) AS tablespace,
            obj_description(i.indexrelid, 'pg_class') AS comment, obj_description(k.oid, 'pg_constraint') AS constraint_comment,
            k.contype AS type, i.indisunique AS is_unique, i.indisexclusion AS exclusion,
            (SELECT string_agg(format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget), ', ')
               FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0) AS targets, k.condeferrable AS deferrable, k.condeferred AS deferred,
            substr(pg_get_indexdef(i.indexrelid),
                   length(format('CREATE %sINDEX %I ON %I.%I', CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END, c.relname, $2::text, $3::text)) + 1) AS tail
       FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid
       LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
       LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = $1
      ORDER BY i.indisprimary DESC, i.indexrelid`,
    [facts.oid, facts.schema, facts.name],
  );
  const after: AfterSwap = [];
  const schema = quoteIdentifier(facts.schema);
  for (const [index, row] of rows.entries()) {
    const name = quoteIdentifier(String(row.name));
    const spare = temporary(row.oid, index);
    const statements: string[] = [];
    if (row.exclusion === true) {
      // Neither an exclusion constraint nor a key WITHOUT OVERLAPS can adopt an index.
      statements.push(`ALTER TABLE ${into} ADD CONSTRAINT ${spare} ${String(row.definition)}`);
      if (row.tablespace !== null)
        statements.push(`ALTER INDEX ${schema}.${spare} SET TABLESPACE ${String(row.tablespace)}`);
    } else {
      const inTablespace = row.tablespace === null ? '' : ` TABLESPACE ${String(row.tablespace)}`;
      const [head, where] = splitWhere(String(row.tail));
      statements.push(
        `CREATE ${row.is_unique === true ? 'UNIQUE ' : ''}INDEX ${spare} ON ${into}${head}${inTablespace}${where}`,
      );
      if (row.constraint !== null)
        statements.push(
          `ALTER TABLE ${into} ADD CONSTRAINT ${spare} ${row.type === 'p' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${spare}${row.deferrable === true ? ' DEFERRABLE' : ''}${row.deferred === true ? ' INITIALLY DEFERRED' : ''}`,
        );
    }
    if (row.targets !== null) statements.push(`ALTER INDEX ${schema}.${spare} ${String(row.targets)}`);
    await session.query(statements.join(';\n'));
    after.push(
      row.constraint === null
        ? `ALTER INDEX ${schema}.${spare} RENAME TO ${name}`
        : `ALTER TABLE ${facts.sql} RENAME CONSTRAINT ${spare} TO ${quoteIdentifier(String(row.constraint))}`,
    );
    if (row.clustered === true) after.push(`ALTER TABLE ${facts.sql} CLUSTER ON ${name}`);
    if (row.identity === true) after.push(`ALTER TABLE ${facts.sql} REPLICA IDENTITY USING INDEX ${name}`);
    if (row.comment !== null)
      after.push(`COMMENT ON INDEX ${schema}.${name} IS ${session.client.escapeLiteral(String(row.comment))}`);
    if (row.constraint_comment !== null)
      after.push(
        `COMMENT ON CONSTRAINT ${quoteIdentifier(String(row.constraint))} ON ${facts.sql} IS ${session.client.escapeLiteral(String(row.constraint_comment))}`,
      );
  }
  return after;
};

/** A tablespace is named before the predicate of a partial index, which is the last part of its definition. */
const splitWhere = (tail: string): [head: string, where: string] => {
  const at = tail.indexOf(' WHERE (');
  return at === -1 ? [tail, ''] : [tail.slice(0, at), tail.slice(at)];
};
