import type { Pool } from 'pg';
import { openDatabase } from './support.ts';

/** A table with everything on it that a table can have. Its roles are named after the database. */
const richSql = `
  CREATE ROLE reader_ROLE; CREATE ROLE writer_ROLE;
  CREATE TABLE person (id int PRIMARY KEY);
  INSERT INTO person VALUES (1);
  CREATE TABLE item (
    id serial PRIMARY KEY,
    number int GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5),
    code text NOT NULL COLLATE "C",
    owner int CONSTRAINT item_owner REFERENCES person ON DELETE CASCADE DEFERRABLE,
    parent int CONSTRAINT item_parent REFERENCES item,
    price numeric(10,3) NOT NULL DEFAULT 1 CONSTRAINT price_positive CHECK (price >= 0),
    doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
    made timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT item_code_key UNIQUE (code) INCLUDE (price),
    CONSTRAINT item_made_once EXCLUDE USING btree (id WITH =) DEFERRABLE INITIALLY DEFERRED
  ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 77);
  CREATE INDEX item_price_partial ON item (price DESC NULLS LAST, lower(code)) WHERE price > 10;
  CREATE INDEX "item USING odd" ON item USING hash (code);
  CREATE UNIQUE INDEX item_identity ON item (id, code);
  ALTER TABLE item REPLICA IDENTITY USING INDEX item_identity;
  ALTER TABLE item CLUSTER ON item_code_key;
  ALTER TABLE item ALTER COLUMN code SET STATISTICS 500;
  ALTER TABLE item ALTER COLUMN price SET (n_distinct = -0.5);
  CREATE STATISTICS item_stats (ndistinct) ON owner, price FROM item;
  CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER item_noted BEFORE UPDATE OF price ON item FOR EACH ROW WHEN (OLD.price <> NEW.price) EXECUTE FUNCTION noted();
  CREATE TRIGGER item_off AFTER INSERT ON item FOR EACH STATEMENT EXECUTE FUNCTION noted();
  ALTER TABLE item DISABLE TRIGGER item_off;
  CREATE RULE item_no_delete AS ON DELETE TO item DO INSTEAD NOTHING;
  ALTER TABLE item ENABLE ROW LEVEL SECURITY;
  CREATE POLICY item_mine ON item AS RESTRICTIVE FOR UPDATE TO reader_ROLE, writer_ROLE USING (owner = 1) WITH CHECK (price < 100);
  CREATE POLICY item_all ON item USING (true);
  GRANT SELECT ON item TO reader_ROLE; GRANT INSERT, UPDATE ON item TO writer_ROLE WITH GRANT OPTION;
  GRANT UPDATE (price) ON item TO reader_ROLE; GRANT USAGE ON SEQUENCE item_number_seq TO reader_ROLE;
  COMMENT ON TABLE item IS 'what it''s about'; COMMENT ON COLUMN item.code IS 'its code';
  COMMENT ON INDEX item_price_partial IS 'dear ones'; COMMENT ON CONSTRAINT item_code_key ON item IS 'one each';
  CREATE PUBLICATION item_changes FOR TABLE item (id, code, price) WHERE (price > 1);
  INSERT INTO item (code, price) SELECT 'old-' || i, i FROM generate_series(1, 20) i;
  ALTER TABLE item ADD CONSTRAINT old_prices CHECK (price <> 7.77) NOT VALID;
  ALTER TABLE item ADD CONSTRAINT old_owners FOREIGN KEY (owner) REFERENCES person NOT VALID;
  CREATE RULE item_off AS ON UPDATE TO item DO INSTEAD NOTHING; ALTER TABLE item DISABLE RULE item_off;
  CREATE RULE item_replica AS ON INSERT TO item DO ALSO NOTHING; ALTER TABLE item ENABLE REPLICA RULE item_replica;
  ALTER STATISTICS item_stats SET STATISTICS 300; ALTER STATISTICS item_stats OWNER TO writer_ROLE;
  ALTER INDEX item_price_partial ALTER COLUMN 2 SET STATISTICS 250;
  ALTER TABLE item ALTER COLUMN code SET STORAGE EXTERNAL, ALTER COLUMN code SET COMPRESSION pglz;
  CREATE CONSTRAINT TRIGGER item_late AFTER INSERT ON item DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION noted();
  ALTER TABLE item ENABLE ALWAYS TRIGGER item_late;
  COMMENT ON TRIGGER item_noted ON item IS 'it''s noted'; COMMENT ON TRIGGER item_late ON item IS 'late';
  COMMENT ON POLICY item_mine ON item IS 'mine'; COMMENT ON RULE item_off ON item IS 'off';
  COMMENT ON STATISTICS item_stats IS 'of two'; COMMENT ON SEQUENCE item_number_seq IS 'by five'; COMMENT ON SEQUENCE item_id_seq IS 'serial';
  COMMENT ON CONSTRAINT old_prices ON item IS 'from before'; COMMENT ON CONSTRAINT item_owner ON item IS 'whose'; COMMENT ON CONSTRAINT price_positive ON item IS 'not owed'`;

/** What PostgreSQL 18 adds. */
const rich18Sql = `
  ALTER TABLE item ADD COLUMN span int4range, ADD COLUMN valid int4range, ADD COLUMN tripled numeric GENERATED ALWAYS AS (price * 3) VIRTUAL;
  ALTER TABLE item ADD CONSTRAINT item_spans UNIQUE (span, valid WITHOUT OVERLAPS);
  COMMENT ON CONSTRAINT item_spans ON item IS 'one at a time';
  ALTER TABLE item ADD CONSTRAINT has_span NOT NULL span NOT VALID; COMMENT ON CONSTRAINT has_span ON item IS 'soon';
  ALTER TABLE item ALTER COLUMN span SET DEFAULT '[1,2)';
  ALTER TABLE item ADD CONSTRAINT hoped CHECK (price < 5) NOT ENFORCED;
  ALTER TABLE item ADD CONSTRAINT hoped_owner FOREIGN KEY (owner) REFERENCES person NOT ENFORCED;
  COMMENT ON CONSTRAINT item_code_not_null ON item IS 'always a code'`;

// Of each catalog all that it says, so that what a later server adds is compared, too: without what names a relation by its number,
// what VACUUM and ANALYZE count, and what is compared as SQL.
const relation = `to_jsonb(c) - '{oid,relname,reltype,relfilenode,reltoastrelid,relpages,reltuples,relallvisible,relallfrozen,relfrozenxid,relminmxid,relacl}'::text[]
  || jsonb_build_object('name', c.relname, 'acl', (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(c.relacl) x), 'comment', obj_description(c.oid, 'pg_class'))`;
const columns = `(to_jsonb(a) - '{attrelid,attcacheoff,atthasmissing,attmissingval}'::text[] || jsonb_build_object('comment', col_description(a.attrelid, a.attnum)))`;
const table = `'public.item'::regclass`;
const questions: Readonly<Record<string, string>> = {
  table: `SELECT ${relation} FROM pg_class c WHERE oid = ${table}`,
  toast: `SELECT t.reloptions FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.oid = ${table}`,
  columns: `SELECT ${columns}, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = ${table} AND a.attnum > 0 ORDER BY a.attnum`,
  // An index built anew stores its columns as the table says; an old one may not have followed a change of that.
  indexes: `SELECT pg_get_indexdef(c.oid), ${relation}, to_jsonb(i) - '{indexrelid,indrelid,indexprs,indpred,indcheckxmin}'::text[],
       (SELECT jsonb_agg(${columns} - 'attstorage' - 'attcompression' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid)
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ${table} ORDER BY c.relname`,
  constraints: `SELECT pg_get_constraintdef(k.oid), k.confrelid::regclass::text, obj_description(k.oid, 'pg_constraint'),
       to_jsonb(k) - '{oid,conrelid,conindid,confrelid,conbin}'::text[] FROM pg_constraint k WHERE k.conrelid = ${table} ORDER BY k.conname`,
  triggers: `SELECT pg_get_triggerdef(t.oid), to_jsonb(t) - '{oid,tgrelid,tgconstrindid,tgconstraint,tgqual}'::text[], obj_description(t.oid, 'pg_trigger')
     FROM pg_trigger t WHERE t.tgrelid = ${table} AND NOT t.tgisinternal ORDER BY t.tgname`,
  rules: `SELECT pg_get_ruledef(r.oid), to_jsonb(r) - '{oid,ev_class,ev_qual,ev_action}'::text[], obj_description(r.oid, 'pg_rewrite')
     FROM pg_rewrite r WHERE r.ev_class = ${table} ORDER BY r.rulename`,
  policies: `SELECT pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
       to_jsonb(p) - '{oid,polrelid,polqual,polwithcheck}'::text[], obj_description(p.oid, 'pg_policy')
     FROM pg_policy p WHERE p.polrelid = ${table} ORDER BY p.polname`,
  statistics: `SELECT pg_get_statisticsobjdef(s.oid), to_jsonb(s) - '{oid,stxrelid,stxexprs}'::text[], obj_description(s.oid, 'pg_statistic_ext')
     FROM pg_statistic_ext s WHERE s.stxrelid = ${table} ORDER BY s.stxname`,
  sequences: `SELECT a.attname, d.deptype, ${relation}, to_jsonb(q) - 'seqrelid' FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
     JOIN pg_sequence q ON q.seqrelid = c.oid JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.refobjid = ${table} AND d.deptype IN ('a', 'i') ORDER BY c.relname`,
  publications: `SELECT pubname, tablename, attnames, rowfilter FROM pg_publication_tables WHERE tablename = 'item' ORDER BY pubname`,
};

/** Everything that the catalog says about the table, by name and never by oid. */
export const portrait = async (pool: Pool): Promise<Readonly<Record<string, unknown>>> => {
  const answers: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(questions))
    answers[name] = (await pool.query({ text, rowMode: 'array' })).rows;
  return answers;
};

export const openRich = async (): Promise<Pool> => {
  const { pool } = await openDatabase();
  // Roles are the cluster's, tests run side by side.
  const { rows: found } = await pool.query('SELECT current_database() AS name');
  const suffix = String(found[0].name);
  await pool.query(richSql.replaceAll('_ROLE', `_${suffix}`));
  const { rows: server } = await pool.query(`SELECT current_setting('server_version_num')::int AS version`);
  if (server[0].version >= 180_000) await pool.query(rich18Sql);
  return pool;
};

export const dropRoles = async (pool: Pool): Promise<void> => {
  const { rows: found } = await pool.query('SELECT current_database() AS name');
  const roles = `reader_${found[0].name}, writer_${found[0].name}`;
  await pool.query(`DROP OWNED BY ${roles}; DROP ROLE ${roles}`);
};
