import { createConnection, createServer, type Socket } from 'node:net';
import { Client, Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { copyBinary, insertValues, stagingUpsert } from '../src/index.ts';
import { content, errorOf, expectCleanPool, openDatabase, openWith, pair, pairSql } from './support.ts';

const one = [{ a: 1, b: 'x', value: 1 }];

test('a second call on a client in use is refused, and the first stays all or nothing', async () => {
  const pool = await openWith(pairSql);
  const client = await pool.connect();
  try {
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let goOn = () => {};
    const released = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    async function* slow() {
      yield { a: 2, b: 'x', value: 1 };
      begun();
      await released;
      throw new Error('no more');
    }
    const first = errorOf(insertValues(client, pair, slow(), { batchRows: 1 }));
    await started;
    const second = await errorOf(insertValues(client, pair, one));
    goOn();
    expect(second).toMatchObject({ code: 'bad-usage' });
    expect(second.message).toContain('another call is using this client');
    expect(await first).toMatchObject({ code: 'source-failed' });
    expect(await content(pool)).toEqual([]);
    expect(await insertValues(client, pair, one)).toMatchObject({ written: 1 });
  } finally {
    client.release();
  }
  await expectCleanPool(pool);
});

test('what is neither pool nor client, or not connected, is refused in words', async () => {
  const { connectionString } = await openDatabase();
  const client = new Client({ connectionString });
  expect(await errorOf(copyBinary(client, pair, one))).toMatchObject({ code: 'bad-usage' });
  for (const wrong of ['undefined', 'null', '7', '{}']) {
    const database: Client = wrong === 'undefined' ? undefined : JSON.parse(wrong);
    expect(await errorOf(copyBinary(database, pair, one)), wrong).toMatchObject({
      name: 'BulkError',
      code: 'bad-usage',
    });
  }
});

test('the signal ends the wait for a connection of the pool, and that connection is not lost', async () => {
  const { pool, connectionString } = await openDatabase();
  await pool.query(pairSql);
  const narrow = new Pool({ connectionString, max: 1 });
  onTestFinished(() => narrow.end());
  const lent = await narrow.connect();
  const controller = new AbortController();
  const work = errorOf(copyBinary(narrow, pair, one, { signal: controller.signal }));
  controller.abort(new Error('enough'));
  expect(await work).toMatchObject({ code: 'aborted', cause: { message: 'enough' } });
  lent.release();
  expect(await copyBinary(narrow, pair, [])).toMatchObject({ rows: 0 });
  expect(await content(pool)).toEqual([]);
  await expectCleanPool(narrow);
});

/** A way to the server on which the answer to COMMIT never arrives. */
const forgetfulProxy = async (port: number, host: string): Promise<number> => {
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = createConnection(port, host);
    sockets.push(near, far);
    let committing = false;
    near.on('data', (chunk) => {
      committing ||= chunk.includes('COMMIT');
      far.write(chunk);
    });
    far.on('data', (chunk) => (committing ? near.destroy() : near.write(chunk)));
    for (const socket of [near, far]) socket.on('error', () => {});
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

test('a connection that breaks during COMMIT has a code of its own: the rows may be there', async () => {
  const { pool, connectionString } = await openDatabase();
  await pool.query(pairSql);
  const { hostname, port } = new URL(connectionString);
  const through = new URL(connectionString);
  through.hostname = '127.0.0.1';
  through.port = String(await forgetfulProxy(Number(port), hostname));
  const client = new Client({ connectionString: through.href });
  client.on('error', () => {});
  await client.connect();
  const error = await errorOf(copyBinary(client, pair, one));
  expect(error).toMatchObject({ name: 'BulkError', code: 'outcome-unknown', table: 'pair' });
  expect(error.row).toBeUndefined();
  expect(await content(pool)).toEqual(one);
  await client.end().catch(() => {});
});

test("a temporary table of the caller's stays the caller's, whatever its name", async () => {
  const pool = await openWith(pairSql);
  const client = await pool.connect();
  try {
    await client.query('CREATE TEMPORARY TABLE bulk_staging AS SELECT 42 AS mine; BEGIN');
    await stagingUpsert(client, pair, one);
    await stagingUpsert(client, pair, one);
    await client.query('COMMIT');
    await stagingUpsert(client, pair, one);
    expect((await client.query('SELECT mine FROM bulk_staging')).rows).toEqual([{ mine: 42 }]);
  } finally {
    client.release(true);
  }
});
