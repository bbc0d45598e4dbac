import { expect, test } from 'vitest';
import { numericKey } from '../src/codecs/numeric-key.ts';
import { type Columns, defineTable, type Row, type Table } from '../src/index.ts';
import { errorOf, openWith, updates, upserts } from './support.ts';

const lower = '0188aaaa-0000-7000-8000-00000000abcd';

/** Two keys of one type that PostgreSQL holds for equal, though they are spelt differently. */
const check = async <C extends Columns>(table: Table<C>, sql: string, rows: Row<C>[]): Promise<void> => {
  for (const [name, verb] of Object.entries({ ...updates, ...upserts })) {
    const pool = await openWith(sql);
    const error = await errorOf(verb(pool, table, rows));
    expect(error, name).toMatchObject({ code: 'duplicate-in-batch' });
    expect(await verb(pool, table, rows, { duplicates: 'last' }), name).toMatchObject({
      rows: 2,
      written: 1,
      duplicates: 1,
    });
    expect((await pool.query('SELECT value FROM t')).rows, name).toEqual([{ value: 2 }]);
  }
};

test('a UUID in capitals repeats the one in small letters', () =>
  check(
    defineTable({ name: 't', columns: { k: 'uuid', value: 'int4' }, key: ['k'] }),
    `CREATE TABLE t (k uuid PRIMARY KEY, value int); INSERT INTO t VALUES ('${lower}', 0)`,
    [
      { k: lower, value: 1 },
      { k: lower.toUpperCase(), value: 2 },
    ],
  ));

test('-0 repeats 0', () =>
  check(
    defineTable({ name: 't', columns: { k: 'float8', value: 'int4' }, key: ['k'] }),
    'CREATE TABLE t (k float8 PRIMARY KEY, value int); INSERT INTO t VALUES (0, 0)',
    [
      { k: 0, value: 1 },
      { k: -0, value: 2 },
    ],
  ));

test('1.0 repeats 1', () =>
  check(
    defineTable({ name: 't', columns: { k: 'numeric', value: 'int4' }, key: ['k'] }),
    'CREATE TABLE t (k numeric PRIMARY KEY, value int); INSERT INTO t VALUES (1, 0)',
    [
      { k: '1', value: 1 },
      { k: '1.0', value: 2 },
    ],
  ));

test('an instant in microseconds repeats the Date', () =>
  check(
    defineTable({ name: 't', columns: { k: 'timestamptz', value: 'int4' }, key: ['k'] }),
    'CREATE TABLE t (k timestamptz PRIMARY KEY, value int); INSERT INTO t VALUES (to_timestamp(1), 0)',
    [
      { k: new Date(1000), value: 1 },
      { k: 1_000_000n, value: 2 },
    ],
  ));

test('an object repeats the one with its properties in another order', () =>
  check(
    defineTable({ name: 't', columns: { k: 'jsonb', value: 'int4' }, key: ['k'] }),
    `CREATE TABLE t (k jsonb PRIMARY KEY, value int); INSERT INTO t VALUES ('{"a":1,"b":[2]}', 0)`,
    [
      { k: { a: 1, b: [2] }, value: 1 },
      { k: { b: [2], a: 1 }, value: 2 },
    ],
  ));

test('decimals have one key for all their spellings, rounded as the server rounds', () => {
  for (const one of ['1', '+1', '1.', '01.00', '10e-1', '0.1E1']) expect(numericKey(one, undefined), one).toBe('1e0');
  for (const none of ['0', '-0', '.0', '0e7', '-0.0004']) expect(numericKey(none, 3), none).toBe('0');
  expect(numericKey('1e+21', undefined)).toBe(numericKey(`1${'0'.repeat(21)}`, undefined));
  expect(numericKey('0.0005', 3)).toBe(numericKey('0.001', 3));
  expect(numericKey('-9.9995', 3)).toBe(numericKey('-10', 3));
  expect(numericKey('149', -2)).toBe(numericKey('100', -2));
  expect(numericKey('NaN', 3)).toBe('NaN');
});
