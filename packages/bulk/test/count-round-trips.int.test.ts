import { expect, test } from 'vitest';
import { copyBinary, countRoundTrips, updateValues } from '../src/index.ts';
import { openWith, pair, pairSql } from './support.ts';

test('round trips are counted as the server sees them', async () => {
  const pool = await openWith(pairSql);
  const rows = Array.from({ length: 25 }, (_, a) => ({ a, b: 'x', value: a }));
  // BEGIN, COPY, COMMIT
  expect(await copyBinary(pool, pair, rows, { sequences: 'leave' })).toMatchObject({ roundTrips: 3 });
  // BEGIN, three statements, COMMIT
  expect(await updateValues(pool, pair, rows, { batchRows: 10 })).toMatchObject({ roundTrips: 5 });
});

test('round trips of a pool are those of everybody who uses it, until the count is over', async () => {
  const pool = await openWith(pairSql);
  const rows = [{ a: 1, b: 'x', value: 1 }];
  const counted = countRoundTrips(pool);
  await pool.query('SELECT 1');
  const { roundTrips } = await copyBinary(pool, pair, rows);
  const [one, other] = [await pool.connect(), await pool.connect()];
  await Promise.all([one.query('SELECT 1'), other.query('SELECT 1')]);
  other.release(true);
  one.release();
  const total = roundTrips + 3;
  expect(counted.count).toBe(total);
  counted[Symbol.dispose]();
  await pool.query('SELECT 1');
  expect(counted.count).toBe(total);
});
