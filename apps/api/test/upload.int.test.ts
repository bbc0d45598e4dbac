import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { startApi } from './start-api.ts';

const type = 'text/tab-separated-values';

test('an upload needs a session, and nothing of it is kept without one', async () => {
  await using api = await startApi();
  const response = await fetch(`${api.url}/api/bulk-writes/imports`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: 'G1\tG2\t0.5\t0.01\n',
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'not-signed-in' });
  const { rows } = await api.database.pool.query('SELECT 1 FROM bulk_writes_import');
  expect(rows).toEqual([]);
});

test('an upload far beyond the limit of JSON bodies streams through the front door; a refused line is named', async () => {
  await using api = await startApi();
  const cookie = await api.signIn();
  const upload = (body: Iterable<string>) => {
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': type, cookie, origin: api.url },
      body: Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream,
      duplex: 'half',
    };
    return fetch(`${api.url}/api/bulk-writes/imports`, init);
  };
  const pairs = function* () {
    // Every ordered pair of 400 genes: 160,000 lines, 3 MB, no pair twice.
    for (let a = 0; a < 400; a++) yield Array.from({ length: 400 }, (_, b) => `G${a}\tG${b}\t0.5\t0.01\n`).join('');
  };
  const done = await upload(pairs());
  expect([done.status, await done.clone().text()]).toEqual([201, expect.any(String)]);
  expect(await done.json()).toMatchObject({ status: 'finished', rowsDone: 160_000 });

  const refused = await upload(['G1\tG2\t0.5\t0.01\n', 'G1\tG3\tnot a score\t0.01\n']);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ code: 'invalid-row', data: { line: 2 } });
});
