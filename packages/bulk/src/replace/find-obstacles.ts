import { BulkError } from '../bulk-error.ts';
import type { Session } from '../session/session.ts';
import type { TableFacts } from './inspect-table.ts';

/**
 * What a swap would lose or break, one sentence each. Everything that follows a table by its identity and cannot be spelled
 * out again for the new one: better refused than dropped in silence.
 */
const obstacleSql = `
SELECT format('foreign key %I of table %s points to it', k.conname, k.conrelid::regclass) AS obstacle
  FROM pg_constraint k WHERE k.confrelid = $1 AND k.contype = 'f' AND k.conrelid <> $1
UNION ALL
SELECT DISTINCT format('%s %s reads it', CASE v.relkind WHEN 'm' THEN 'materialized view' ELSE 'view or rule of' END, v.oid::regclass)
  FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_class v ON v.oid = r.ev_class
 WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = $1 AND v.oid <> $1
UNION ALL
SELECT DISTINCT format('function %s depends on it', d.objid::regprocedure)
  FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'n'
   AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid = $1)
     OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT t.oid FROM pg_type t WHERE t.typrelid = $1
           UNION SELECT t.typarray FROM pg_type t WHERE t.typrelid = $1)))
UNION ALL
SELECT format('column %I of %s has its row type', a.attname, a.attrelid::regclass)
  FROM pg_attribute a JOIN pg_type t ON a.atttypid IN (t.oid, t.typarray)
 WHERE t.typrelid = $1 AND NOT a.attisdropped AND a.attrelid <> $1
UNION ALL
SELECT format('it inherits from %s', i.inhparent::regclass) FROM pg_inherits i WHERE i.inhrelid = $1
UNION ALL
SELECT format('%s inherits from it', i.inhrelid::regclass) FROM pg_inherits i WHERE i.inhparent = $1
UNION ALL
SELECT format('extension %I owns it', e.extname) FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
 WHERE d.classid = 'pg_class'::regclass AND d.objid = $1 AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
UNION ALL
SELECT format('it carries a security label of %s', s.provider) FROM pg_seclabel s
 WHERE s.classoid = 'pg_class'::regclass AND s.objoid = $1
UNION ALL
SELECT format('it is typed: its columns belong to type %s', c.reloftype::regtype) FROM pg_class c WHERE c.oid = $1 AND c.reloftype <> 0
UNION ALL
SELECT format('sequence %s is owned by it and used elsewhere', d.objid::regclass)
  FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
 WHERE d.classid = 'pg_class'::regclass AND d.refobjid = $1 AND d.deptype = 'a'
   AND pg_get_userbyid(s.relowner) <> current_user AND NOT pg_has_role(s.relowner, 'USAGE')
UNION ALL
SELECT format('index %I is invalid: reindex or drop it', x.relname)
  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = $1 AND NOT i.indisvalid
UNION ALL
SELECT DISTINCT format('the triggers of constraint %I are not in their usual state', k.conname)
  FROM pg_trigger t JOIN pg_constraint k ON k.oid = t.tgconstraint
 WHERE t.tgrelid = $1 AND t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT format('subscription %I fills it', s.subname) FROM pg_subscription_rel r JOIN pg_subscription s ON s.oid = r.srsubid
 WHERE r.srrelid = $1
UNION ALL
SELECT format('you are not its owner (%s is)', pg_get_userbyid(c.relowner)) FROM pg_class c
 WHERE c.oid = $1 AND NOT pg_has_role(c.relowner, 'USAGE')`;

/** @throws BulkError `cannot-preserve`, listing all obstacles at once. */
export const refuseObstacles = async (session: Session, facts: TableFacts): Promise<void> => {
  const { rows } = await session.query(obstacleSql, [facts.oid]);
  const obstacles = rows.map(({ obstacle }) => String(obstacle));
  if (obstacles.length > 0) throw cannotPreserve(facts.name, obstacles);
};

export const cannotPreserve = (table: string, obstacles: readonly string[], cause?: unknown): BulkError =>
  new BulkError(
    'cannot-preserve',
    `Table ${table} cannot be replaced without loss: ${obstacles.join('; ')}. Remove what is named, or write with another verb.`,
    { table, obstacles },
    { cause },
  );
