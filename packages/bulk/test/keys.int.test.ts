import { describe, expect, test } from 'vitest';
import { stagingMerge, stagingUpdate } from '../src/index.ts';
import { content, errorOf, expectCleanPool, inserts, openWith, pair, pairSql, updates, upserts } from './support.ts';

describe('one key twice in one call', () => {
  const twice = [
    { a: 1, b: 'x', value: 1 },
    { a: 2, b: 'x', value: 2 },
    { a: 1, b: 'x', value: 3 },
  ];

  test.each(Object.entries({ ...updates, ...upserts }))('%s refuses it, and nothing is written', async (_, verb) => {
    const pool = await openWith(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0), (2, 'x', 0)`);
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
      const pool = await openWith(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0), (2, 'x', 0)`);
      const result = await verb(pool, pair, twice, { duplicates: 'last' });
      expect(result).toMatchObject({ rows: 3, written: 2, duplicates: 1 });
      expect(await content(pool)).toEqual([
        { a: 1, b: 'x', value: 3 },
        { a: 2, b: 'x', value: 2 },
      ]);
    },
  );

  test.each(Object.entries(upserts))('%s refuses two new rows of one key', async (_, verb) => {
    const pool = await openWith(pairSql);
    expect((await errorOf(verb(pool, pair, twice))).code).toBe('duplicate-in-batch');
    expect(await content(pool)).toEqual([]);
  });

  test('MERGE without a unique index would insert both; it is refused', async () => {
    const pool = await openWith('CREATE TABLE pair (a int, b text, value float8)');
    expect((await errorOf(stagingMerge(pool, pair, twice))).code).toBe('duplicate-in-batch');
    expect(await content(pool)).toEqual([]);
  });

  test('an update of a key that is not unique sees a key that comes twice, though as many rows are written as given', async () => {
    const pool = await openWith(
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
      const pool = await openWith(`${pairSql}; INSERT INTO pair (a, b) VALUES (1, 'x')`);
      const error = await errorOf(verb(pool, pair, twice));
      expect(error, name).toMatchObject({ code: 'constraint-violated', constraint: 'pair_a_b_key', sqlState: '23505' });
      expect(error.detail, name).toContain('(1, x)');
    }
  });
});

test('unchanged rows can be left alone', async () => {
  for (const [name, verb] of Object.entries({ ...updates, ...upserts })) {
    const pool = await openWith(
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
    const pool = await openWith(`${pairSql}; INSERT INTO pair (a, b, value) VALUES (1, 'x', 0)`);
    const result = await verb(pool, pair, [
      { a: 1, b: 'x', value: 1 },
      { a: 7, b: 'x', value: 7 },
    ]);
    expect(result, name).toMatchObject({ rows: 2, written: 1 });
    expect(await content(pool), name).toEqual([{ a: 1, b: 'x', value: 1 }]);
  }
});
