import type { Session } from '../session/session.ts';

const grantee = `CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END`;
const option = `CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`;

/**
 * The statements that give `into` the grants of relation `oid`, columns included. What default privileges may have given the
 * new one is taken away first.
 */
export const copyGrants = async (
  session: Session,
  oid: string,
  into: string,
  kind: 'TABLE' | 'SEQUENCE',
): Promise<string[]> => {
  const { rows } = await session.query(
    `SELECT 1 AS place, format('REVOKE ALL ON ${kind} ${into.replaceAll("'", "''").replaceAll('%', '%%')} FROM %s', ${grantee}) AS sql
       FROM pg_class c, aclexplode(c.relacl) x WHERE c.oid = $2::regclass
     UNION
     SELECT 2, format('GRANT %s ON ${kind} ${into.replaceAll("'", "''").replaceAll('%', '%%')} TO %s%s', x.privilege_type, ${grantee}, ${option})
       FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault($3::"char", c.relowner))) x WHERE c.oid = $1
     UNION
     SELECT 3, format('GRANT %s (%I) ON ${kind} ${into.replaceAll("'", "''").replaceAll('%', '%%')} TO %s%s', x.privilege_type, a.attname, ${grantee}, ${option})
       FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY 1`,
    [oid, into, kind === 'TABLE' ? 'r' : 's'],
  );
  return rows.map(({ sql }) => String(sql));
};
