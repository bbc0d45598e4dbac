import type { Session } from '../session/session.ts';
import type { TableFacts } from './inspect-table.ts';

const stateOf = (column: string): string =>
  `CASE ${column} WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END`;

// What is attached to a table by name: the definitions that the catalog prints for the old table are run again, word for word,
// once the new table bears its name.
const attachmentSql = `
SELECT 1 AS place, pg_get_triggerdef(t.oid) AS sql FROM pg_trigger t WHERE t.tgrelid = $1 AND NOT t.tgisinternal
UNION ALL
SELECT 2, format('ALTER TABLE %s %s TRIGGER %I', $2::text, ${stateOf('t.tgenabled')}, t.tgname)
  FROM pg_trigger t WHERE t.tgrelid = $1 AND NOT t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT 2, format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, $2::text, obj_description(t.oid, 'pg_trigger'))
  FROM pg_trigger t WHERE t.tgrelid = $1 AND NOT t.tgisinternal AND obj_description(t.oid, 'pg_trigger') IS NOT NULL
UNION ALL
SELECT 1, pg_get_ruledef(r.oid) FROM pg_rewrite r WHERE r.ev_class = $1
UNION ALL
SELECT 2, format('ALTER TABLE %s %s RULE %I', $2::text, ${stateOf('r.ev_enabled')}, r.rulename)
  FROM pg_rewrite r WHERE r.ev_class = $1 AND r.ev_enabled <> 'O'
UNION ALL
SELECT 2, format('COMMENT ON RULE %I ON %s IS %L', r.rulename, $2::text, obj_description(r.oid, 'pg_rewrite'))
  FROM pg_rewrite r WHERE r.ev_class = $1 AND obj_description(r.oid, 'pg_rewrite') IS NOT NULL
UNION ALL
SELECT 1, pg_get_statisticsobjdef(s.oid) FROM pg_statistic_ext s WHERE s.stxrelid = $1
UNION ALL
SELECT 2, format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, s.stxstattarget)
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = $1 AND s.stxstattarget >= 0
UNION ALL
SELECT 2, format('COMMENT ON STATISTICS %I.%I IS %L', n.nspname, s.stxname, obj_description(s.oid, 'pg_statistic_ext'))
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
 WHERE s.stxrelid = $1 AND obj_description(s.oid, 'pg_statistic_ext') IS NOT NULL
UNION ALL
SELECT 3, format('ALTER STATISTICS %I.%I OWNER TO %I', n.nspname, s.stxname, pg_get_userbyid(s.stxowner))
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = $1
UNION ALL
SELECT 1, format('CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s', p.polname, $2::text,
         CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
         CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
         (SELECT string_agg(CASE m WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m)) END, ', ') FROM unnest(p.polroles) m),
         ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
  FROM pg_policy p WHERE p.polrelid = $1
UNION ALL
SELECT 2, format('COMMENT ON POLICY %I ON %s IS %L', p.polname, $2::text, obj_description(p.oid, 'pg_policy'))
  FROM pg_policy p WHERE p.polrelid = $1 AND obj_description(p.oid, 'pg_policy') IS NOT NULL
UNION ALL
SELECT 2, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', $2::text) FROM pg_class c WHERE c.oid = $1 AND c.relrowsecurity
UNION ALL
SELECT 2, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', $2::text) FROM pg_class c WHERE c.oid = $1 AND c.relforcerowsecurity
UNION ALL
SELECT 2, format('ALTER TABLE %s REPLICA IDENTITY %s', $2::text, CASE c.relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
  FROM pg_class c WHERE c.oid = $1 AND c.relreplident IN ('f', 'n')
UNION ALL
SELECT 2, format('COMMENT ON TABLE %s IS %L', $2::text, obj_description($1, 'pg_class')) WHERE obj_description($1, 'pg_class') IS NOT NULL
UNION ALL
SELECT 2, format('ALTER PUBLICATION %I ADD TABLE %s%s%s', p.pubname, $2::text,
         ' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                   WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')',
         ' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')')
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = $1
ORDER BY 1`;

/** Triggers, rules, statistics objects and policies with their states and comments, replica identity and publications, as SQL. */
export const recordAttachments = async (session: Session, facts: TableFacts): Promise<string[]> => {
  const { rows } = await session.query(attachmentSql, [facts.oid, facts.sql]);
  return rows.map(({ sql }) => String(sql));
};
