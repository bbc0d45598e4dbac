import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { defineTable, nullable, replaceTable } from '../src/index.ts';
import { errorOf, expectCleanPool, openDatabase } from './support.ts';

const item = defineTable({
  name: 'item',
  columns: { code: 'text', owner: nullable('int4'), price: 'numeric(10,3)' },
  key: ['code'],
});

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    code: `new-${index}`,
    owner: index % 2 ? 1 : null,
    price: index / 8,
  }));

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
  ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
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
  INSERT INTO item (code, price) SELECT 'old-' || i, i FROM generate_series(1, 20) i`;

/** Everything that the catalog says about the table, by name and never by oid. */
const portrait = async (pool: Pool): Promise<unknown> => {
  const ask = async (sql: string) => (await pool.query({ text: sql, rowMode: 'array' })).rows;
  const table = `'public.item'::regclass`;
  return {
    class: await ask(
      `SELECT relowner::regrole::text, (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(relacl) x), reloptions, relrowsecurity, relforcerowsecurity, relreplident, relpersistence, obj_description(oid) FROM pg_class WHERE oid = ${table}`,
    ),
    columns:
      await ask(`SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation::regcollation::text, attstattarget, attoptions, attacl::text[], col_description(attrelid, attnum), pg_get_expr(d.adbin, d.adrelid)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum WHERE attrelid = ${table} AND attnum > 0 AND NOT attisdropped ORDER BY attnum`),
    indexes: await ask(
      `SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisprimary, indisclustered, indisreplident, obj_description(indexrelid) FROM pg_index WHERE indrelid = ${table} ORDER BY 1`,
    ),
    constraints: await ask(
      `SELECT conname, contype, pg_get_constraintdef(oid), condeferrable, condeferred, convalidated, obj_description(oid) FROM pg_constraint WHERE conrelid = ${table} ORDER BY 1`,
    ),
    triggers: await ask(
      `SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE tgrelid = ${table} AND NOT tgisinternal ORDER BY 1`,
    ),
    rules: await ask(`SELECT rulename, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = ${table}`),
    policies: await ask(`SELECT * FROM pg_policies WHERE tablename = 'item' ORDER BY policyname`),
    statistics: await ask(
      `SELECT stxname, pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxrelid = ${table}`,
    ),
    publications: await ask(
      `SELECT pubname, tablename, attnames, rowfilter FROM pg_publication_tables WHERE tablename = 'item'`,
    ),
    sequences:
      await ask(`SELECT s.relname, (SELECT array_agg(x::text ORDER BY x::text) FROM unnest(s.relacl) x), a.attname, d.deptype, q.seqstart, q.seqincrement FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence q ON q.seqrelid = s.oid
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE d.refobjid = ${table} AND d.deptype IN ('a', 'i') ORDER BY 1`),
  };
};

const openRich = async (): Promise<Pool> => {
  const { pool } = await openDatabase();
  // Roles are the cluster's, tests run side by side.
  const { rows: found } = await pool.query('SELECT current_database() AS name');
  const suffix = String(found[0].name);
  await pool.query(richSql.replaceAll('_ROLE', `_${suffix}`));
  return pool;
};

const dropRoles = async (pool: Pool): Promise<void> => {
  const { rows: found } = await pool.query('SELECT current_database() AS name');
  const roles = `reader_${found[0].name}, writer_${found[0].name}`;
  await pool.query(`DROP OWNED BY ${roles}; DROP ROLE ${roles}`);
};

test('everything that hangs on the table is there again, under its old name', async () => {
  const pool = await openRich();
  try {
    const before = await portrait(pool);
    const result = await replaceTable(pool, item, rows(500));
    expect(result).toMatchObject({ rows: 500, written: 500 });
    expect(await portrait(pool)).toEqual(before);
    // And again: what the first swap made is as good as what was there.
    await replaceTable(pool, item, rows(300));
    expect(await portrait(pool)).toEqual(before);
    const { rows: found } = await pool.query(
      'SELECT count(*)::int AS count, min(id)::int AS first, min(number)::int AS number FROM item',
    );
    // Serial and identity go on counting where the old tables stood: 20 + 500 rows before.
    expect(found).toEqual([{ count: 300, first: 521, number: 10 + 520 * 5 }]);
    expect((await pool.query('SELECT reltuples::int AS n FROM pg_class WHERE relname = $1', ['item'])).rows).toEqual([
      { n: 300 },
    ]);
    await expectCleanPool(pool);
  } finally {
    await dropRoles(pool);
  }
});

test('constraints are checked before the swap; a violation leaves the old table', async () => {
  const pool = await openRich();
  try {
    const before = await portrait(pool);
    const orphan = await errorOf(replaceTable(pool, item, [{ code: 'a', owner: 99, price: 1 }]));
    expect(orphan).toMatchObject({ code: 'constraint-violated', constraint: 'item_owner' });
    const twice = await errorOf(
      replaceTable(pool, item, [
        { code: 'a', owner: 1, price: 1 },
        { code: 'a', owner: 1, price: 2 },
      ]),
    );
    expect(twice).toMatchObject({ code: 'constraint-violated', sqlState: '23505' });
    const negative = await errorOf(replaceTable(pool, item, [{ code: 'a', owner: 1, price: -1 }]));
    expect(negative).toMatchObject({ code: 'constraint-violated', constraint: 'price_positive', row: 1 });
    expect(await portrait(pool)).toEqual(before);
    expect((await pool.query('SELECT count(*)::int AS n FROM item')).rows).toEqual([{ n: 20 }]);
    await expectCleanPool(pool);
  } finally {
    await dropRoles(pool);
  }
});

describe('what would be lost is refused and named', () => {
  const plain = 'CREATE TABLE item (code text PRIMARY KEY, owner int, price numeric(10,3) NOT NULL)';
  test.each([
    [
      'a foreign key that points to it',
      `${plain}; CREATE TABLE sale (code text CONSTRAINT sale_item REFERENCES item)`,
      /sale_item of table sale/,
    ],
    ['a view', `${plain}; CREATE VIEW dear AS SELECT code FROM item WHERE price > 1`, /dear reads it/],
    [
      'a materialized view',
      `${plain}; CREATE MATERIALIZED VIEW dear AS SELECT code FROM item`,
      /materialized view dear/,
    ],
    [
      'a function that is bound to it',
      `${plain}; CREATE FUNCTION cheapest() RETURNS numeric BEGIN ATOMIC SELECT min(price) FROM item; END`,
      /function cheapest\(\)/,
    ],
    [
      'a function of its row type',
      `${plain}; CREATE FUNCTION full_name(item) RETURNS text LANGUAGE sql AS 'SELECT $1.code'`,
      /function full_name/,
    ],
    ['a column of its row type', `${plain}; CREATE TABLE history (old item)`, /column old of history/],
    ['a child', `${plain}; CREATE TABLE special () INHERITS (item)`, /special inherits from it/],
    [
      'a parent',
      'CREATE TABLE thing (code text, owner int, price numeric(10,3)); CREATE TABLE item () INHERITS (thing)',
      /inherits from thing/,
    ],
    [
      'partitions',
      'CREATE TABLE item (code text, owner int, price numeric(10,3)) PARTITION BY LIST (code)',
      /not an ordinary/,
    ],
    ['a view in its place', 'CREATE VIEW item AS SELECT 1 AS code, 2 AS owner, 3 AS price', /not an ordinary/],
  ])('%s', async (_, sql, words) => {
    const { pool } = await openDatabase();
    await pool.query(sql);
    const error = await errorOf(replaceTable(pool, item, rows(3)));
    expect(error.code).toBe('cannot-preserve');
    expect(error.message).toMatch(words);
    expect(error.obstacles.length).toBeGreaterThan(0);
    await expectCleanPool(pool);
  });

  test('all obstacles at once, so that they can be removed at once', async () => {
    const { pool } = await openDatabase();
    await pool.query(
      `${plain}; CREATE TABLE sale (code text REFERENCES item); CREATE VIEW dear AS SELECT code FROM item`,
    );
    expect((await errorOf(replaceTable(pool, item, rows(3)))).obstacles).toHaveLength(2);
  });
});

const plainSql = `CREATE TABLE item (code text PRIMARY KEY, owner int, price numeric(10,3) NOT NULL); INSERT INTO item SELECT 'old-' || i, null, i FROM generate_series(1, 1000) i`;

test('readers see the old rows or the new ones and never wait long or fail', async () => {
  const { pool } = await openDatabase();
  await pool.query(plainSql);
  let swapping = true;
  const counts = new Set<number>();
  const read = async (): Promise<void> => {
    while (swapping) {
      const { rows: found } = await pool.query('SELECT count(*)::int AS n FROM item');
      counts.add(found[0].n);
    }
  };
  const readers = [read(), read()];
  for (let round = 1; round <= 10; round++) await replaceTable(pool, item, rows(1000 + round));
  swapping = false;
  await Promise.all(readers);
  for (const count of counts) expect(count).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...counts)).toBeLessThanOrEqual(1010);
});

test('an open transaction of another delays the swap, not the readers, and a lock that never ends is an error', async () => {
  const { pool } = await openDatabase();
  await pool.query(plainSql);
  const slow = await pool.connect();
  await slow.query('BEGIN; SELECT count(*) FROM item');
  try {
    const error = await errorOf(replaceTable(pool, item, rows(3), { lockTimeoutMilliseconds: 50, lockAttempts: 3 }));
    expect(error.code).toBe('lock-timeout');
    const work = replaceTable(pool, item, rows(3), { lockTimeoutMilliseconds: 50 });
    const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'`;
    for (const deadline = Date.now() + 20_000; (await pool.query(waiting)).rows.length === 0; await sleep(5))
      if (Date.now() > deadline) throw new Error('The swap never tried.');
    expect((await pool.query('SELECT count(*)::int AS n FROM item')).rows).toEqual([{ n: 1000 }]);
    await slow.query('COMMIT');
    expect(await work).toMatchObject({ written: 3 });
  } finally {
    slow.release();
  }
});

test('writers wait from the start when told to, so that nothing of theirs is lost', async () => {
  const { pool } = await openDatabase();
  await pool.query(plainSql);
  let insert: Promise<unknown> | undefined;
  async function* source() {
    yield* rows(5);
    insert = pool.query(`INSERT INTO item VALUES ('mine', null, 1)`);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (const deadline = Date.now() + 20_000; (await pool.query(waiting)).rows.length === 0; await sleep(5))
      if (Date.now() > deadline) throw new Error('The writer did not wait.');
  }
  // The writer's statement was begun on the old table; it finds that gone and is told so, rather than its row being lost.
  await replaceTable(pool, item, source(), { block: 'writes' });
  const outcome = await insert?.then(
    () => 'written',
    () => 'refused',
  );
  const { rows: found } = await pool.query(`SELECT count(*)::int AS n FROM item WHERE code = 'mine'`);
  expect(found[0].n).toBe(outcome === 'written' ? 1 : 0);
});
