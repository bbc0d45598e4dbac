import { expect, test } from 'vitest';
import { type ColumnType, copyBinary, defineTable, insertValues, type Row } from '../src/index.ts';
import { all, errorOf, expectCleanPool, inserts, openWith, updates, upserts } from './support.ts';

const binaryVerbs = Object.entries(all).filter(([name]) => /^(copyBinary|copyParallel|replace|staging)/.test(name));
const parsingVerbs = Object.entries(all).filter(([name]) => !binaryVerbs.some(([other]) => other === name));

const described = (type: ColumnType) => defineTable({ name: 't', columns: { k: 'int4', r: type }, key: ['k'] });
const row = (value: unknown): Row<Record<string, ColumnType>> => JSON.parse(JSON.stringify({ k: 1, r: value }));

test('a described type that is not the real one is refused in binary, naming both, where it would be read as another value', async () => {
  const cases: [ColumnType, string, unknown][] = [
    ['int4', 'real', 5],
    ['float8', 'bigint', 5],
    ['int4', 'date', 5],
    ['int4', 'bigint', 5],
    ['text', 'integer', 'abcd'],
    ['bytea', 'text', null],
  ];
  for (const [type, real, value] of cases) {
    const pool = await openWith(`CREATE TABLE t (k int PRIMARY KEY, r ${real})`);
    for (const [name, verb] of binaryVerbs) {
      const error = await errorOf(verb(pool, described(type), [row(value)]));
      expect(error, `${name} ${type} ${real}`).toMatchObject({ code: 'bad-usage', table: 't', column: 'r' });
      expect(error.message).toContain(`described as ${type}, and in the table it is ${real}`);
    }
    expect((await pool.query('SELECT * FROM t')).rows).toEqual([]);
    await expectCleanPool(pool);
  }
});

test('a timestamp without time zone is refused by every verb, whatever the zone of the session', async () => {
  const table = defineTable({ name: 't', columns: { k: 'int4', r: 'timestamptz' }, key: ['k'] });
  const pool = await openWith('CREATE TABLE t (k int PRIMARY KEY, r timestamp)');
  for (const [name, verb] of Object.entries(all)) {
    const error = await errorOf(verb(pool, table, [{ k: 1, r: new Date(0) }]));
    expect(error, name).toMatchObject({ code: 'bad-usage', column: 'r' });
    expect(error.message, name).toContain('timestamp without time zone');
  }
});

test('where the server parses text a wider type is fine, a narrower one is not', async () => {
  for (const real of ['bigint', 'numeric', 'double precision']) {
    const pool = await openWith(`CREATE TABLE t (k int PRIMARY KEY, r ${real}); INSERT INTO t VALUES (1, 0)`);
    for (const [name, verb] of parsingVerbs) {
      if (name in inserts) await pool.query('DELETE FROM t');
      expect(await verb(pool, described('int4'), [row(7)]), `${name} ${real}`).toMatchObject({ written: 1 });
      expect((await pool.query('SELECT r::int FROM t')).rows, name).toEqual([{ r: 7 }]);
    }
  }
  const pool = await openWith('CREATE TABLE t (k int PRIMARY KEY, r int)');
  // The server would round it in a statement, and refuse it in COPY.
  for (const [name, verb] of parsingVerbs)
    expect(await errorOf(verb(pool, described('float8'), [row(1.5)])), name).toMatchObject({ code: 'bad-usage' });
});

test('domains and enums are what they stand for', async () => {
  const pool =
    await openWith(`CREATE DOMAIN positive AS int CHECK (value > 0); CREATE DOMAIN small AS positive CHECK (value < 10);
    CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TABLE t (k int PRIMARY KEY, r small, m mood, v varchar(9))`);
  const table = defineTable({ name: 't', columns: { k: 'int4', r: 'int4', m: 'text', v: 'text' }, key: ['k'] });
  const domain = described('int4');
  for (const [name, verb] of Object.entries({ ...inserts, ...upserts, ...updates })) {
    if (!(name in updates)) await pool.query('TRUNCATE t');
    expect(await verb(pool, domain, [row(7)]), name).toMatchObject({ written: 1 });
    expect(await errorOf(verb(pool, domain, [row(11)])), name).toMatchObject({ code: 'constraint-violated' });
  }
  for (const name of ['copyText', 'copyBinary', 'copyParallel', 'stagingUpsert', 'stagingMerge', 'stagingUpdate']) {
    if (name in inserts) await pool.query('TRUNCATE t');
    expect(await all[name]?.(pool, table, [{ k: 1, r: 2, m: 'bad', v: 'x' }]), name).toMatchObject({ written: 1 });
  }
  expect((await pool.query('SELECT * FROM t')).rows).toEqual([{ k: 1, r: 2, m: 'bad', v: 'x' }]);
});

test('rows that a trigger leaves out are not counted as written', async () => {
  const table = defineTable({ name: 't', columns: { k: 'int4', r: 'int4' }, key: ['k'] });
  const rows = [1, 2, 3, 4].map((k) => ({ k, r: k }));
  for (const [name, verb] of Object.entries(inserts).filter(([name]) => name !== 'replaceTable')) {
    const pool = await openWith(`CREATE TABLE t (k int PRIMARY KEY, r int);
      CREATE FUNCTION half() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF new.k % 2 = 0 THEN RETURN NULL; END IF; RETURN new; END';
      CREATE TRIGGER half BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION half()`);
    expect(await verb(pool, table, rows), name).toMatchObject({ rows: 4, written: 2 });
  }
});

test('an identity column that is generated always takes described values from every verb', async () => {
  const table = defineTable({ name: 't', columns: { k: 'int4', r: 'int4' }, key: ['k'] });
  for (const [name, verb] of Object.entries({ ...inserts, ...upserts })) {
    const pool = await openWith('CREATE TABLE t (k int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, r int)');
    expect(await verb(pool, table, [{ k: 7, r: 1 }]), name).toMatchObject({ written: 1 });
    expect((await pool.query('INSERT INTO t (r) VALUES (2) RETURNING k')).rows, name).toEqual([{ k: 8 }]);
  }
});

test('who may insert but not set the sequence is told before the first row, and only when a described column has one', async () => {
  const pool = await openWith(`CREATE TABLE t (id serial PRIMARY KEY, k int, r int);
    DROP ROLE IF EXISTS bulk_writer; CREATE ROLE bulk_writer; GRANT INSERT ON t TO bulk_writer; GRANT USAGE ON SEQUENCE t_id_seq TO bulk_writer`);
  const client = await pool.connect();
  try {
    await client.query('SET ROLE bulk_writer');
    for (const verb of [copyBinary, insertValues])
      expect(await verb(client, described('int4'), [{ k: 1, r: 1 }])).toMatchObject({ written: 1 });
    const withId = defineTable({ name: 't', columns: { id: 'int4', k: 'int4' } });
    let pulled = false;
    function* source() {
      pulled = true;
      yield { id: 50, k: 1 };
    }
    const error = await errorOf(copyBinary(client, withId, source()));
    expect(error).toMatchObject({ code: 'bad-usage', column: 'id' });
    expect(error.message).toContain("sequences: 'leave'");
    expect(pulled).toBe(false);
    expect(await copyBinary(client, withId, source(), { sequences: 'leave' })).toMatchObject({ written: 1 });
  } finally {
    await client.query('RESET ROLE; DROP OWNED BY bulk_writer; DROP ROLE bulk_writer');
    client.release();
  }
});
