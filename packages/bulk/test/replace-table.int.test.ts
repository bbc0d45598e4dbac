import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineTable, nullable, replaceTable } from '../src/index.ts';
import { dropRoles, openRich, portrait } from './rich-table.ts';
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
    [
      'an index that is not valid',
      `${plain}; CREATE INDEX half ON item (owner); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half'::regclass`,
      /index half is invalid/,
    ],
    [
      'a foreign key that is switched off',
      `CREATE TABLE person (id int PRIMARY KEY); ${plain}; ALTER TABLE item ADD CONSTRAINT item_owner FOREIGN KEY (owner) REFERENCES person; ALTER TABLE item DISABLE TRIGGER ALL`,
      /triggers of constraint item_owner/,
    ],
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

test('round trips are as the README says: some for the table, one an index, three a foreign key', async () => {
  const { pool } = await openDatabase();
  await pool.query(
    'CREATE TABLE person (id int PRIMARY KEY); CREATE TABLE item (code text, owner int, price numeric(10,3))',
  );
  const roundTrips = async (change: string) => {
    await pool.query(change);
    return (await replaceTable(pool, item, [{ code: 'a', owner: null, price: 1 }], { sequences: 'leave' })).roundTrips;
  };
  const bare = await roundTrips('SELECT 1');
  expect(await roundTrips('ALTER TABLE item ADD more text, ADD most text')).toBe(bare);
  expect(await roundTrips('CREATE INDEX ON item (owner); ALTER TABLE item ADD PRIMARY KEY (code)')).toBe(bare + 2);
  expect(await roundTrips('ALTER TABLE item ADD FOREIGN KEY (owner) REFERENCES person')).toBe(bare + 5);
});
