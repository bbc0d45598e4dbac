import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '@lab/db/testing';
import { isLabError, LabError, toProblem } from '@lab/errors';
import Fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { bulkWritesRoutes } from '../src/api/bulk-writes-routes.ts';
import { countTables } from '../src/core/imports/count-tables.ts';
import { listImports } from '../src/core/imports/list-imports.ts';

const open = async ({ signedIn = true } = {}) => {
  const database = await testDatabase();
  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _, reply) => {
    const problem = toProblem(error, 'test');
    return reply.code(isLabError(error) ? error.status : 500).send(problem);
  });
  await app.register(bulkWritesRoutes, {
    pool: database.pool,
    authenticate: async () => {
      if (!signedIn) throw new LabError('not-signed-in');
      return { id: 'somebody' };
    },
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await app.close();
    await database[Symbol.asyncDispose]();
  });
  const upload = (body: string | ReadableStream, query = '') =>
    fetch(`${address}/api/bulk-writes/imports${query}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/tab-separated-values' },
      duplex: 'half',
    } as RequestInit);
  return { pool: database.pool, address, upload };
};

test('a file of scores becomes genes and scores', async () => {
  const { pool, upload } = await open();
  const reply = await upload(
    'gene1\tgene2\tscore\tpvalue\nYAL001C\tYAL002W\t0.5\t0.01\r\nYAL002W\tYAL001C\t0.5\t\n\nYAL001C\tYAL001C\t1\n',
  );
  expect(reply.status).toBe(201);
  const view = await reply.json();
  expect(view).toMatchObject({ status: 'finished', rowsDone: 3, source: 'upload' });
  expect(reply.headers.get('location')).toBe(`/api/bulk-writes/imports/${view.id}`);
  expect(await countTables(pool)).toEqual({ genes: 2, similarities: 3, datasets: 0 });
  expect((await pool.query('SELECT created_by FROM bulk_writes_import')).rows).toEqual([{ created_by: 'somebody' }]);
  const again = await upload('YAL001C\tYAL002W\t-1\tNA\nYAL003W\tYAL001C\t.25\t1e-3');
  expect(again.status).toBe(201);
  expect(await countTables(pool)).toEqual({ genes: 3, similarities: 4, datasets: 0 });
});

test.each([
  ['?file=scores.tsv', 'scores.tsv'],
  [`?${new URLSearchParams({ file: 'Hefe, 2. Versuch (ä).tsv' })}`, 'Hefe, 2. Versuch (ä).tsv'],
  [`?${new URLSearchParams({ file: String.raw`C:\Users\me\scores.tsv` })}`, 'scores.tsv'],
  ['?file=/home/me/scores.tsv', 'scores.tsv'],
  ['?file=', null],
  ['', null],
])('an import keeps the name and the size of its file, and no folder: %s', async (query, fileName) => {
  const { pool, upload } = await open();
  const body = 'YAL001C\tYAL002W\t0.5\n';
  const reply = await upload(body, query);
  expect(await reply.json()).toMatchObject({ fileName, fileBytes: body.length });
  // Sent in pieces, so that nobody says its length before.
  await upload(new Blob([body, '\n']).stream(), query);
  expect(await listImports(pool)).toMatchObject([
    { fileName, fileBytes: body.length + 1 },
    { fileName, fileBytes: body.length },
  ]);
});

test('an upload that was refused keeps the name and the size as well', async () => {
  const { pool, upload } = await open();
  const body = `YAL001C\tYAL002W\tmuch\n${'YAL001C\tYAL003W\t0.5\n'.repeat(50_000)}`;
  expect((await upload(body, '?file=wrong.tsv')).status).toBe(422);
  expect((await listImports(pool))[0]).toMatchObject({
    status: 'failed',
    fileName: 'wrong.tsv',
    fileBytes: body.length,
  });
});

test('a file name that is none is refused', async () => {
  const { pool, upload } = await open();
  const reply = await upload('YAL001C\tYAL002W\t0.5\n', '?file=a%00b');
  expect(reply.status).toBe(400);
  expect((await reply.json()).detail).toContain('A file name has no control characters');
  expect(await listImports(pool)).toEqual([]);
});

test.each([
  ['YAL001C\tYAL002W\t0.5\nYAL001C\tYAL003W\tmuch\n', 2, 'score'],
  ['gene1\tgene2\tscore\nYAL001C\tYAL002W\tNaN\n', 2, 'score'],
  ['YAL001C\tYAL002W\t1.5\n', 1, 'score'],
  ['YAL001C\tYAL002W\t0x1\n', 1, 'score'],
  ['YAL001C\tYAL002W\t0.5\t2\n', 1, 'pvalue'],
  ['YAL001C\t\t0.5\n', 1, 'gene2'],
  ['YAL001C YAL002W 0.5\n', 1, 'all'],
  ['YAL001C\tYAL002W\t1\nYAL002W\tYAL001C\t1\nYAL001C\tYAL002W\t0\n', 3, 'all'],
  [`YAL001C\tYAL002W\t1\n${'x'.repeat(5000)}`, 2, 'all'],
])('the line of a wrong row is named, and nothing is written (%#)', async (body, line, column) => {
  const { pool, upload } = await open();
  const reply = await upload(body);
  expect(reply.status).toBe(422);
  const problem = await reply.json();
  expect(problem).toMatchObject({ code: 'invalid-row', data: { line, column } });
  expect(problem.detail).toContain(`Line ${line}`);
  expect(await countTables(pool)).toEqual({ genes: 0, similarities: 0, datasets: 0 });
  expect((await listImports(pool))[0]).toMatchObject({ status: 'failed', errorLine: line, error: problem.detail });
});

test.each(['', '\n\n', 'gene1\tgene2\tscore\n'])('a file without a line of scores is refused (%#)', async (body) => {
  const { pool, upload } = await open();
  const reply = await upload(new Blob([body]).stream());
  expect(reply.status).toBe(400);
  expect((await reply.json()).detail).toContain('no line with scores');
  expect((await listImports(pool))[0]?.status).toBe('failed');
});

test('an upload that breaks off leaves nothing, and says so in its row', async () => {
  const { pool, address } = await open();
  const request = httpRequest(`${address}/api/bulk-writes/imports`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
  });
  request.on('error', () => {});
  request.write('YAL001C\tYAL002W\t0.5\n'.repeat(1));
  for (const deadline = Date.now() + 10_000; (await listImports(pool)).length === 0; await sleep(20))
    if (Date.now() > deadline) throw new Error('The upload never began.');
  request.destroy();
  for (const deadline = Date.now() + 10_000; (await listImports(pool))[0]?.status !== 'failed'; await sleep(20))
    if (Date.now() > deadline) throw new Error('The upload never ended.');
  expect((await listImports(pool))[0]?.error).toContain('cut off');
  expect(await countTables(pool)).toEqual({ genes: 0, similarities: 0, datasets: 0 });
});

test('the process that takes a long upload keeps its memory', async () => {
  const { pool, upload } = await open();
  let index = 0;
  const rows = 100_000;
  const body = new ReadableStream({
    pull: (controller) => {
      let text = '';
      for (const end = Math.min(rows, index + 5000); index < end; index++)
        text += `Y${Math.floor(index / 1000)}\tY${index % 1000}\t${((index % 2001) - 1000) / 1000}\t\n`;
      if (text === '') controller.close();
      else controller.enqueue(new TextEncoder().encode(text));
    },
  });
  const before = process.memoryUsage().rss;
  const reply = await upload(body);
  expect(reply.status).toBe(201);
  expect(await countTables(pool)).toMatchObject({ genes: 1000, similarities: rows });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
});

test('who is not signed in uploads nothing', async () => {
  const { pool, upload } = await open({ signedIn: false });
  expect((await upload('YAL001C\tYAL002W\t0.5\n')).status).toBe(401);
  expect(await listImports(pool)).toEqual([]);
});
