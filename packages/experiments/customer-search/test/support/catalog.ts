import type { Pool } from 'pg';

const here = `n.nspname IN ('naive', 'optimized')`;

const questions = {
  columns: `
    SELECT format('%s.%s.%s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)) AS what,
           a.attnum, a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) AS value, l.collname
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation
     WHERE ${here} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`,
  tables: `
    SELECT format('%s.%s', n.nspname, c.relname) AS what, c.relkind, c.relpersistence, c.reloptions
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${here} AND c.relkind IN ('r', 'S', 'v') ORDER BY 1`,
  sequences: `
    SELECT format('%s.%s', schemaname, sequencename) AS what, data_type::text, start_value, increment_by, cycle
      FROM pg_sequences WHERE schemaname IN ('naive', 'optimized') ORDER BY 1`,
  constraints: `
    SELECT format('%s %s', k.conrelid::regclass, k.conname) AS what, pg_get_constraintdef(k.oid) AS definition, k.contype, k.convalidated
      FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE ${here} ORDER BY 1`,
  indexes: `
    SELECT format('%s.%s', n.nspname, c.relname) AS what, pg_get_indexdef(i.indexrelid) AS definition, i.indisvalid, i.indisprimary
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${here} ORDER BY 1`,
  triggers: `
    SELECT format('%s %s', t.tgrelid::regclass, t.tgname) AS what, pg_get_triggerdef(t.oid) AS definition, t.tgenabled
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${here} AND NOT t.tgisinternal ORDER BY 1`,
  functions: `
    SELECT p.oid::regprocedure::text AS what, pg_get_functiondef(p.oid) AS definition
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${here} ORDER BY 1`,
  extensions: `SELECT extname AS what, extnamespace::regnamespace::text FROM pg_extension ORDER BY 1`,
};

/** Everything that the catalog says about both schemas, as far as it is of our making. */
export const catalogOf = async (pool: Pool): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const answers = Object.entries(questions).map(async ([name, sql]) => [name, (await pool.query(sql)).rows] as const);
  return Object.fromEntries(await Promise.all(answers));
};
