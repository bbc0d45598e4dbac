import { expect, test } from 'vitest';
import { insertUnnest, insertValues, updateUnnest, updateValues } from '../src/index.ts';
import { content, openWith, pair, pairSql } from './support.ts';

test('statements leave no name behind in a pooled connection, unless they are told to', async () => {
  const pool = await openWith(pairSql);
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

test('a shorter last statement gets a name of its own nowhere: arrays have one text for every length', async () => {
  const pool = await openWith(pairSql);
  const client = await pool.connect();
  const names = async () => {
    const { rows } = await client.query(`SELECT left(statement, 6) || ' ' || (statement ~ 'unnest') AS s
      FROM pg_prepared_statements ORDER BY prepare_time`);
    return rows.map(({ s }) => s);
  };
  const rows = (from: number) => Array.from({ length: 7 }, (_, i) => ({ a: from + i, b: 'x', value: i }));
  const options = { batchRows: 5, prepare: true };
  await insertValues(client, pair, rows(0), options);
  await insertUnnest(client, pair, rows(100), options);
  await updateValues(client, pair, rows(0), options);
  await updateUnnest(client, pair, rows(100), options);
  expect(await names()).toEqual(['INSERT false', 'INSERT true', 'UPDATE false', 'UPDATE true']);
  client.release();
});
