import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineTable, type Json, nullable, type RowOf } from '../src/index.ts';
import { all, expectCleanPool, inserts, openDatabase, updates, upserts } from './support.ts';

const columns = {
  id: 'int4',
  small: nullable('int2'),
  big: nullable('int8'),
  real: nullable('float4'),
  double: nullable('float8'),
  money: nullable('numeric(10,3)'),
  exact: nullable('numeric'),
  label: nullable('text'),
  flag: nullable('bool'),
  at: nullable('timestamptz'),
  day: nullable('date'),
  token: nullable('uuid'),
  document: nullable('jsonb'),
  raw: nullable('json'),
  bytes: nullable('bytea'),
} as const;
const everything = defineTable({ name: 'everything', columns, key: ['id'] });
type Row = RowOf<typeof everything>;

const createSql = `CREATE TABLE everything (id int PRIMARY KEY, small int2, big int8, real float4, double float8, money numeric(10,3),
  exact numeric, label text, flag bool, at timestamptz, day date, token uuid, document jsonb, raw json, bytes bytea)`;

const storable = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0'));
const trickyText = fc.oneof(
  storable,
  fc.constantFrom('\\.', '\\N', '', '\t', '\n', '\r\n', '\\', "'", '"', '{}', 'NULL', '😀', '{"a","b"}'),
);
// jsonb stores no U+0000, and knows one zero only.
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !/\\u0000|-0/.test(JSON.stringify(value)))
  .map((value): Json => JSON.parse(JSON.stringify(value)));
const decimalText = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 30 }))
  .map(([units, scale]) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
    const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return units < 0n ? `-${text}` : text;
  });

const values = fc.record({
  small: fc.option(fc.integer({ min: -32768, max: 32767 })),
  big: fc.option(fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.maxSafeInteger())),
  real: fc.option(fc.float()),
  double: fc.option(
    fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0)),
  ),
  money: fc.option(
    fc.oneof(
      fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }).map((units) => units / 1000),
      fc.constant(Number.NaN),
    ),
  ),
  exact: fc.option(
    fc.oneof(
      decimalText,
      fc.double({ noDefaultInfinity: true }),
      fc.constantFrom('NaN', 'Infinity', '-Infinity', '1e-20', '-1.5e+30'),
    ),
  ),
  label: fc.option(trickyText),
  flag: fc.option(fc.boolean()),
  at: fc.option(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
  day: fc.option(
    fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  token: fc.option(fc.uuid()),
  document: fc.option(json),
  raw: fc.option(json),
  bytes: fc.option(fc.uint8Array({ maxLength: 40 })),
});

const rows = fc.array(values, { maxLength: 30 }).map((list) => list.map((row, index): Row => ({ id: index, ...row })));

// The database's own words for what it holds; float8 shown so that every bit counts.
const shownSql = `SELECT id, small, big::text, real::text, double::text, money::text, trim_scale(exact)::text AS exact, label, flag,
  at::text, (extract(epoch FROM at) * 1000)::bigint::text AS milliseconds, day::text, token::text, document::text, raw::text, bytes FROM everything ORDER BY id`;

test('random rows of every type arrive equal, whichever verb writes them', async () => {
  const { pool } = await openDatabase();
  await fc.assert(
    fc.asyncProperty(rows, async (list) => {
      let first: unknown[] | undefined;
      for (const [name, verb] of Object.entries(all)) {
        await pool.query(`DROP TABLE IF EXISTS everything; ${createSql}`);
        if (name in updates || name in upserts) {
          const present = name in updates ? list : list.filter(({ id }) => id % 2 === 0);
          await pool.query('INSERT INTO everything (id, label) SELECT unnest($1::int[]), $2', [
            present.map(({ id }) => id),
            'old',
          ]);
        }
        const result = await verb(pool, everything, list);
        expect(result).toMatchObject({ rows: list.length, written: list.length, duplicates: 0 });
        const { rows: found } = await pool.query(shownSql);
        first ??= found;
        expect(found, name).toEqual(first);
      }
      // And equal to what was given, as JavaScript sees it.
      for (const [index, row] of list.entries()) {
        const found = first?.[index] as Record<string, unknown>;
        expect(found.label).toBe(row.label);
        expect(found.big).toBe(row.big === null ? null : String(row.big));
        expect(found.flag).toBe(row.flag);
        if (row.double !== null) expect(Object.is(Number(found.double), row.double)).toBe(true);
        if (row.real !== null) expect(Object.is(Math.fround(Number(found.real)), row.real)).toBe(true);
        if (row.money !== null) expect(Number(found.money)).toBe(row.money === 0 ? 0 : row.money);
        if (row.at instanceof Date) expect(Number(found.milliseconds)).toBe(row.at.getTime());
        expect(found.day).toBe(row.day);
        expect(found.token).toBe(row.token?.toLowerCase() ?? null);
        if (row.raw !== null) expect(JSON.parse(String(found.raw))).toEqual(row.raw);
        if (row.bytes !== null) expect(Buffer.compare(Buffer.from(row.bytes), found.bytes as Buffer)).toBe(0);
      }
    }),
    { numRuns: 12 },
  );
  await expectCleanPool(pool);
});

test('dates far away and before Christ are the same in text and binary', async () => {
  const { pool } = await openDatabase();
  const table = defineTable({ name: 'times', columns: { id: 'int4', at: 'timestamptz' } });
  const list = [
    '-001000-03-04T05:06:07.008Z',
    '0000-01-01T00:00:00Z',
    '+012026-11-21T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
  ].map((text, id) => ({ id, at: new Date(text) }));
  let first: unknown;
  for (const [name, verb] of Object.entries(inserts)) {
    await pool.query('DROP TABLE IF EXISTS times; CREATE TABLE times (id int, at timestamptz)');
    await verb(pool, table, list);
    const { rows: found } = await pool.query('SELECT at::text FROM times ORDER BY id');
    first ??= found;
    expect(found, name).toEqual(first);
  }
});

test('microseconds arrive whole in every verb', async () => {
  const { pool } = await openDatabase();
  const table = defineTable({ name: 'times', columns: { id: 'int4', at: 'timestamptz' } });
  const list = [0n, -1n, 1_795_237_567_089_012n, -62_135_596_800_000_001n, 253_402_300_800_000_001n].map((at, id) => ({
    id,
    at,
  }));
  for (const [name, verb] of Object.entries(inserts)) {
    await pool.query('DROP TABLE IF EXISTS times; CREATE TABLE times (id int, at timestamptz)');
    await verb(pool, table, list);
    const { rows: found } = await pool.query(
      'SELECT (extract(epoch FROM at) * 1000000)::numeric(30)::text AS at FROM times ORDER BY id',
    );
    expect(found, name).toEqual(list.map(({ at }) => ({ at: String(at) })));
  }
});

test('numeric(10,3) rounds what has more decimals, and refuses what has more digits, in every verb alike', async () => {
  const { pool } = await openDatabase();
  const table = defineTable({ name: 'amounts', columns: { id: 'int4', amount: 'numeric(10,3)' } });
  for (const [name, verb] of Object.entries(inserts)) {
    await pool.query('DROP TABLE IF EXISTS amounts; CREATE TABLE amounts (id int, amount numeric(10,3))');
    await verb(pool, table, [
      { id: 1, amount: 0.0005 },
      { id: 2, amount: '1.23449999' },
      { id: 3, amount: 1 / 3 },
    ]);
    const { rows: found } = await pool.query('SELECT amount::text FROM amounts ORDER BY id');
    expect(
      found.map(({ amount }) => amount),
      name,
    ).toEqual(['0.001', '1.234', '0.333']);
    await expect(verb(pool, table, [{ id: 4, amount: 1e7 }]), name).rejects.toMatchObject({
      code: 'invalid-value',
      sqlState: '22003',
    });
  }
});
