import { expect, test } from 'vitest';
import { copyBinary, copyParallel, defineTable, type Json, stagingUpsert } from '../src/index.ts';
import { all, errorOf, expectCleanPool, inserts, openWith, pair, pairSql, updates, upserts } from './support.ts';

const good = { a: 1, b: 'x', value: 1 };

/** What plain JavaScript may hand over in spite of the types. */
const untyped = (value: unknown): never => value as never;

test('rows that are no objects, and rows that are no rows, are refused in words', async () => {
  const pool = await openWith(pairSql);
  for (const [name, verb] of Object.entries(all)) {
    for (const bad of [null, 1, 'x'])
      expect(await errorOf(verb(pool, pair, untyped([good, bad]))), `${name} ${bad}`).toMatchObject({
        code: 'invalid-value',
        row: 2,
        column: 'a',
      });
    for (const bad of [undefined, null, 7, {}])
      expect(await errorOf(verb(pool, pair, untyped(bad))), `${name} ${bad}`).toMatchObject({ code: 'bad-usage' });
  }
  await expectCleanPool(pool);
});

test('JSON that is none is refused with row and column', async () => {
  const table = defineTable({ name: 't', columns: { id: 'int4', doc: 'jsonb' }, key: ['id'] });
  const pool = await openWith('CREATE TABLE t (id int PRIMARY KEY, doc jsonb)');
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  for (const doc of [{ n: 1n }, cycle, { m: new Map([[1, 2]]) }, new Set([1]), /x/])
    for (const [name, verb] of Object.entries({ ...inserts, ...upserts, ...updates }))
      expect(await errorOf(verb(pool, table, untyped([{ id: 1, doc }]))), name).toMatchObject({
        code: 'invalid-value',
        row: 1,
        column: 'doc',
      });
  const doc: Json = { list: [1, { deep: null }], text: 'x' };
  expect(await copyBinary(pool, table, [{ id: 1, doc }])).toMatchObject({ written: 1 });
  const error = await errorOf(copyBinary(pool, table, untyped([{ id: 1, doc: new Map() }])));
  expect(error.message).toContain('got a Map');
});

test('sources that cannot begin or throw where they should reject, and progress that throws, are not errors of the server', async () => {
  const pool = await openWith(pairSql);
  const cause = new Error('no');
  const fail = () => {
    throw cause;
  };
  for (const [name, verb] of Object.entries(all)) {
    for (const rows of [
      { [Symbol.iterator]: fail },
      { [Symbol.asyncIterator]: fail },
      { [Symbol.asyncIterator]: () => ({ next: fail }) },
    ])
      expect(await errorOf(verb(pool, pair, untyped(rows))), name).toMatchObject({
        code: 'source-failed',
        row: 1,
        cause,
      });
    expect(await errorOf(verb(pool, pair, [good], { onProgress: fail })), name).toMatchObject({
      code: 'bad-usage',
      cause,
    });
    const getter = Object.defineProperty({ a: 1, b: 'x' }, 'value', { get: fail, enumerable: true });
    expect(await errorOf(verb(pool, pair, untyped([getter]))), name).toMatchObject({
      code: 'invalid-value',
      row: 1,
      cause,
    });
  }
  await expectCleanPool(pool);
});

test('misspelt choices and bad descriptions are refused', async () => {
  const pool = await openWith(pairSql);
  for (const [name, verb] of Object.entries({ ...updates, ...upserts })) {
    expect(await errorOf(verb(pool, pair, [good], untyped({ duplicates: 'first' }))), name).toMatchObject({
      code: 'bad-usage',
    });
    expect(await errorOf(verb(pool, pair, [good], untyped({ unchanged: 'skp' }))), name).toMatchObject({
      code: 'bad-usage',
    });
  }
  for (const [name, verb] of Object.entries({ ...inserts, stagingUpsert }))
    expect(await errorOf(verb(pool, pair, [good], untyped({ sequences: 'lave' }))), name).toMatchObject({
      code: 'bad-usage',
    });
  const client = await pool.connect();
  expect(await errorOf(copyParallel(untyped(client), pair, [good]))).toMatchObject({ code: 'bad-usage' });
  client.release();
  for (const wrong of [
    { name: 't' },
    { columns: { a: 'int4' } },
    { name: 't', columns: { a: null } },
    { name: 't', columns: { a: {} } },
  ])
    expect(() => defineTable(untyped(wrong)), JSON.stringify(wrong)).toThrow(
      expect.objectContaining({ code: 'bad-usage' }),
    );
});

test('a Date for a date column is called what it is', async () => {
  const table = defineTable({ name: 't', columns: { day: 'date' } });
  const pool = await openWith('CREATE TABLE t (day date)');
  const error = await errorOf(copyBinary(pool, table, untyped([{ day: new Date(0) }])));
  expect(error.message).toContain('got the Date 1970-01-01T00:00:00.000Z');
});
