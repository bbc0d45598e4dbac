import type { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import {
  copyBinary,
  copyParallel,
  copyText,
  defineTable,
  insertUnnest,
  insertValues,
  nullable,
  stagingMerge,
  stagingUpdate,
  stagingUpsert,
  updateValues,
} from '../src/index.ts';
import { all, errorOf, expectCleanPool, inserts, openDatabase, updates, upserts } from './support.ts';

const pair = defineTable({
  name: 'pair',
  columns: { a: 'int4', b: 'text', value: nullable('float8') },
  key: ['a', 'b'],
});

const open = async (sql: string): Promise<Pool> => {
  const { pool } = await openDatabase();
  await pool.query(sql);
  return pool;
};

const pairSql =
  'CREATE TABLE pair (id bigserial PRIMARY KEY, a int NOT NULL, b text NOT NULL, value float8, UNIQUE (a, b))';
const content = async (pool: Pool) => (await pool.query('SELECT a, b, value FROM pair ORDER BY a, b')).rows;

describe('one key twice in one call', () => {
  const twice = [
    { a: 1, b: 'x', value: 1 },
    { a: 2, b: 'x', value: 2 },
    { a: 1, b: 'x', value: 3 },
  ];

  test.each(Object.entries({ ...updates, ...upserts }))('%s refuses it, and nothing is written', async (_, verb) => {
    const pool = await open(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0), (2, 'x', 0)`);
    const before = await content(pool);
    for (const unchanged of ['write', 'skip'] as const) {
      const error = await errorOf(verb(pool, pair, twice, { unchanged }));
      expect(error.code).toBe('duplicate-in-batch');
      expect(error.message).toMatch(/1.*x/);
      // The first of the two holds what is there already, so that only the second would write.
      const hidden = [
        { a: 1, b: 'x', value: 0 },
        { a: 1, b: 'x', value: 9 },
      ];
      expect((await errorOf(verb(pool, pair, hidden, { unchanged }))).code).toBe('duplicate-in-batch');
    }
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test.each(Object.entries({ ...updates, ...upserts }))(
    '%s lets the last one win when told to, and counts',
    async (_, verb) => {
      const pool = await open(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0), (2, 'x', 0)`);
      const result = await verb(pool, pair, twice, { duplicates: 'last' });
      expect(result).toMatchObject({ rows: 3, written: 2, duplicates: 1 });
      expect(await content(pool)).toEqual([
        { a: 1, b: 'x', value: 3 },
        { a: 2, b: 'x', value: 2 },
      ]);
    },
  );

  test.each(Object.entries(upserts))('%s refuses two new rows of one key', async (_, verb) => {
    const pool = await open(pairSql);
    expect((await errorOf(verb(pool, pair, twice))).code).toBe('duplicate-in-batch');
    expect(await content(pool)).toEqual([]);
  });

  test('MERGE without a unique index would insert both; it is refused', async () => {
    const pool = await open('CREATE TABLE pair (a int, b text, value float8)');
    expect((await errorOf(stagingMerge(pool, pair, twice))).code).toBe('duplicate-in-batch');
    expect(await content(pool)).toEqual([]);
  });

  test('an update of a key that is not unique sees a key that comes twice, though as many rows are written as given', async () => {
    const pool = await open(
      `CREATE TABLE pair (a int, b text, value float8); INSERT INTO pair VALUES (1, 'x', 0), (1, 'x', 0), (2, 'x', 0)`,
    );
    const before = await content(pool);
    expect((await errorOf(stagingUpdate(pool, pair, twice))).code).toBe('duplicate-in-batch');
    expect(await content(pool)).toEqual(before);
    const once = [{ a: 1, b: 'x', value: 4 }];
    expect(await stagingUpdate(pool, pair, once)).toMatchObject({ rows: 1, written: 2 });
  });

  test('an insert of a key that exists is a violated constraint, with the key', async () => {
    for (const [name, verb] of Object.entries(inserts).filter(([name]) => name !== 'replaceTable')) {
      const pool = await open(`${pairSql}; INSERT INTO pair (a, b) VALUES (1, 'x')`);
      const error = await errorOf(verb(pool, pair, twice));
      expect(error, name).toMatchObject({ code: 'constraint-violated', constraint: 'pair_a_b_key', sqlState: '23505' });
      expect(error.detail, name).toContain('(1, x)');
    }
  });
});

test('unchanged rows can be left alone', async () => {
  for (const [name, verb] of Object.entries({ ...updates, ...upserts })) {
    const pool = await open(
      `${pairSql}; INSERT INTO pair (a, b, value) SELECT i, 'x', CASE WHEN i % 3 > 0 THEN i END FROM generate_series(1, 30) i`,
    );
    const rows = Array.from({ length: 30 }, (_, i) => ({
      a: i + 1,
      b: 'x',
      value: i < 5 ? 100 : (i + 1) % 3 > 0 ? i + 1 : null,
    }));
    const result = await verb(pool, pair, rows, { unchanged: 'skip' });
    expect(result, name).toMatchObject({ rows: 30, written: 5 });
    expect(
      (await content(pool)).map(({ value }) => value),
      name,
    ).toEqual(rows.map(({ value }) => value));
  }
});

test('an update counts rows that it did not find, and adds none', async () => {
  for (const [name, verb] of Object.entries(updates)) {
    const pool = await open(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0)`);
    const result = await verb(pool, pair, [
      { a: 1, b: 'x', value: 1 },
      { a: 7, b: 'x', value: 7 },
    ]);
    expect(result, name).toMatchObject({ rows: 2, written: 1 });
    expect(await content(pool), name).toEqual([{ a: 1, b: 'x', value: 1 }]);
  }
});

test('sequences follow the values that rows carry, so that the next ordinary INSERT finds a free one', async () => {
  const item = defineTable({ name: 'item', columns: { id: 'int4', label: 'text' }, key: ['id'] });
  for (const sql of [
    'CREATE TABLE item (id serial PRIMARY KEY, label text)',
    'CREATE TABLE item (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, label text)',
  ])
    for (const [name, verb] of Object.entries({ ...inserts, ...upserts })) {
      const pool = await open(sql);
      await verb(pool, item, [
        { id: 5, label: 'five' },
        { id: 41, label: 'forty-one' },
      ]);
      const { rows } = await pool.query(`INSERT INTO item (label) VALUES ('next') RETURNING id`);
      expect(rows, `${name}: ${sql}`).toEqual([{ id: 42 }]);
    }
});

test('a sequence that is ahead stays ahead, and one row at its start is passed', async () => {
  const item = defineTable({ name: 'item', columns: { id: 'int4', label: 'text' } });
  const pool = await open(`CREATE TABLE item (id serial PRIMARY KEY, label text); SELECT setval('item_id_seq', 100)`);
  await copyText(pool, item, [{ id: 5, label: 'five' }]);
  expect((await pool.query(`SELECT nextval('item_id_seq') AS next`)).rows).toEqual([{ next: '101' }]);
  const fresh = await open('CREATE TABLE item (id serial PRIMARY KEY, label text)');
  await copyBinary(fresh, item, [{ id: 1, label: 'one' }]);
  expect((await fresh.query(`INSERT INTO item (label) VALUES ('two') RETURNING id`)).rows).toEqual([{ id: 2 }]);
});

test('no statement has more than 65,535 parameters, however many columns', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `c${index}`);
  const wide = defineTable({
    name: 'wide',
    columns: Object.fromEntries(names.map((name) => [name, 'int4' as const])),
    key: ['c0'],
  });
  const pool = await open(`CREATE TABLE wide (${names.map((name) => `${name} int`).join(', ')}, PRIMARY KEY (c0))`);
  const rows = Array.from({ length: 1200 }, (_, row) =>
    Object.fromEntries(names.map((name, column) => [name, row + column])),
  );
  await insertValues(pool, wide, rows);
  expect((await pool.query('SELECT count(*)::int, sum(c119)::int FROM wide')).rows).toEqual([
    { count: 1200, sum: 862_200 },
  ]);
  expect(await updateValues(pool, wide, rows)).toMatchObject({ written: 1200 });
  expect(await errorOf(insertValues(pool, wide, rows, { batchRows: 547 }))).toMatchObject({ code: 'bad-usage' });
});

test('a value of two dimensions is refused, where UNNEST would flatten it', async () => {
  const pool = await open('CREATE TABLE pair (a int, b text, value float8)');
  // What plain JavaScript may hand over in spite of the types.
  const rows: { a: number; b: string; value: number }[] = JSON.parse('[{"a":1,"b":["x","y"],"value":1}]');
  for (const [name, verb] of Object.entries(inserts))
    expect(await errorOf(verb(pool, pair, rows)), name).toMatchObject({ code: 'invalid-value', row: 1, column: 'b' });
  expect(await content(pool)).toEqual([]);
});

test('a property that is missing is refused, where UNNEST and COPY would write NULL', async () => {
  const pool = await open(pairSql);
  const rows: { a: number; b: string; value: number }[] = JSON.parse('[{"a":1,"b":"x","value":1},{"a":2,"b":"x"}]');
  for (const [name, verb] of Object.entries(all))
    expect(await errorOf(verb(pool, pair, rows)), name).toMatchObject({
      code: 'invalid-value',
      row: 2,
      column: 'value',
    });
  const nulls: { a: number; b: string; value: number }[] = JSON.parse('[{"a":1,"b":null,"value":1}]');
  for (const [name, verb] of Object.entries(all))
    expect(await errorOf(verb(pool, pair, nulls)), name).toMatchObject({ code: 'invalid-value', row: 1, column: 'b' });
});

test('no rows are fine', async () => {
  for (const [name, verb] of Object.entries(all)) {
    const pool = await open(pairSql);
    expect(await verb(pool, pair, []), name).toMatchObject({ rows: 0, written: 0, duplicates: 0 });
  }
});

test("inside the caller's transaction a verb is one step of it: committed, rolled back, or failed, with the rest", async () => {
  const pool = await open(pairSql);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await copyBinary(client, pair, [{ a: 1, b: 'x', value: 1 }]);
    expect(await errorOf(copyText(client, pair, [{ a: 1, b: 'x', value: 1 }]))).toMatchObject({
      code: 'constraint-violated',
    });
    await stagingUpsert(client, pair, [{ a: 2, b: 'x', value: 2 }]);
    await stagingUpdate(client, pair, [{ a: 2, b: 'x', value: 3 }]);
    await insertUnnest(client, pair, [{ a: 4, b: 'x', value: null }]);
    await client.query('COMMIT');
    expect(await content(pool)).toEqual([
      { a: 1, b: 'x', value: 1 },
      { a: 2, b: 'x', value: 3 },
      { a: 4, b: 'x', value: null },
    ]);
    await client.query('BEGIN');
    await copyBinary(client, pair, [{ a: 9, b: 'x', value: 1 }]);
    await client.query('ROLLBACK');
    expect(await content(pool)).toHaveLength(3);
    await client.query('BEGIN');
    await client.query('SELECT 1/0').catch(() => {});
    expect(await errorOf(copyText(client, pair, []))).toMatchObject({ code: 'bad-usage' });
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
  await expectCleanPool(pool);
});

test('what cannot work is refused in words, before anything is sent', async () => {
  const pool = await open(pairSql);
  expect(() => defineTable({ name: 't', columns: {} })).toThrow(/at least one column/);
  expect(() => defineTable({ name: 't', columns: { a: nullable('int4') }, key: ['a'] })).toThrow(/key must name a row/);
  const keyless = defineTable({ name: 'pair', columns: { a: 'int4' } });
  expect(await errorOf(stagingUpdate(pool, keyless, []))).toMatchObject({ code: 'bad-usage' });
  expect(await errorOf(copyParallel(pool, pair, [], { connections: 5 }))).toMatchObject({ code: 'bad-usage' });
  expect(
    await errorOf(copyText(pool, defineTable({ name: 'nowhere', columns: { a: 'int4' } }), [{ a: 1 }])),
  ).toMatchObject({
    code: 'rejected-by-server',
    sqlState: '42P01',
  });
  await expectCleanPool(pool);
});

test('names with quotes, capitals and spaces are names', async () => {
  const odd = defineTable({
    schema: 'My "schema"',
    name: 'a"b c',
    columns: { 'Id"': 'int4', select: 'text' },
    key: ['Id"'],
  });
  for (const [name, verb] of Object.entries(all)) {
    const pool =
      await open(`CREATE SCHEMA "My ""schema"""; CREATE TABLE "My ""schema"""."a""b c" ("Id""" int PRIMARY KEY, "select" text);
      INSERT INTO "My ""schema"""."a""b c" SELECT 1, 'old' WHERE ${name in updates}`);
    expect(await verb(pool, odd, [{ 'Id"': 1, select: 'x' }]), name).toMatchObject({ written: 1 });
    expect((await pool.query('SELECT "select" FROM "My ""schema"""."a""b c"')).rows, name).toEqual([{ select: 'x' }]);
  }
});

test('tables of a killed parallel COPY are swept away by the next, those in use are not', async () => {
  const pool = await open(pairSql);
  const { rows } = await pool.query(`SELECT 'pair'::regclass::oid::text AS oid`);
  const dead = `bulk_staging_${rows[0].oid}_1000_deadbeef_0`;
  const live = `bulk_staging_${rows[0].oid}_2000_cafecafe_0`;
  await pool.query(`CREATE TABLE ${dead} (a int); CREATE TABLE ${live} (a int)`);
  const user = await pool.connect();
  await user.query(`BEGIN; LOCK TABLE ${live} IN ACCESS SHARE MODE`);
  await copyParallel(pool, pair, [{ a: 1, b: 'x', value: 1 }]);
  const { rows: left } = await user.query(`SELECT relname FROM pg_class WHERE relname LIKE 'bulk_staging%'`);
  expect(left).toEqual([{ relname: live }]);
  await user.query('ROLLBACK');
  user.release();
});

test('statements leave no name behind in a pooled connection, unless they are told to', async () => {
  const pool = await open(pairSql);
  const client = await pool.connect();
  const names = async () => (await client.query('SELECT count(*)::int AS n FROM pg_prepared_statements')).rows[0].n;
  const rows = (from: number) => Array.from({ length: 20 }, (_, i) => ({ a: from + i, b: 'x', value: i }));
  await insertValues(client, pair, rows(0), { batchRows: 5 });
  await insertUnnest(client, pair, rows(100), { batchRows: 5 });
  await updateValues(client, pair, rows(0), { batchRows: 5 });
  expect(await names()).toBe(0);
  await insertValues(client, pair, rows(200), { batchRows: 5, prepare: true });
  await insertUnnest(client, pair, rows(300), { batchRows: 5, prepare: true });
  await updateValues(client, pair, rows(200), { batchRows: 5, prepare: true });
  expect(await names()).toBe(3);
  client.release();
  expect(await content(pool)).toHaveLength(80);
});
