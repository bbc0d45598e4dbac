import { benchResultSchema } from '@lab/bench';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { isLabError, LabError } from '@lab/errors';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDownloads } from '../src/api/run-downloads.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { importRun } from '../src/store/import-run.ts';
import { startRun } from '../src/store/start-run.ts';
import { fixture } from './fixture/contract.ts';
import { resultOf } from './fixture/result.ts';

let database: TestDatabase;
let app: FastifyInstance;
const result = resultOf();
beforeAll(async () => {
  database = await testDatabase();
  await importRun({ pool: database.pool, result });
  app = Fastify();
  app.setErrorHandler((error, _, reply) =>
    isLabError(error) ? reply.code(error.status).send({ code: error.code }) : reply.code(500).send(),
  );
  await app.register(runDownloads, {
    pool: database.pool,
    experiments: [fixture],
    authenticate: async (request) => {
      if (request.headers.authorization !== 'Bearer right') throw new LabError('not-signed-in');
    },
  });
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const get = (file: string, id: string = result.runId) =>
  app.inject({ url: `/api/runs/${id}/${file}`, headers: { authorization: 'Bearer right' } });

describe('downloads of a run', () => {
  it('gives the whole result', async () => {
    const reply = await get('result.json');
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename="fixture-create-${result.runId.slice(0, 8)}.result.json"`,
    );
    expect(benchResultSchema.parse(reply.json())).toEqual(result);
  });

  it('gives one line of CSV a sample', async () => {
    const reply = await get('samples.csv');
    expect(reply.headers['content-type']).toContain('text/csv');
    const lines = reply.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + result.samples.length);
    expect(lines[0]).toMatch(/^round,attempt,slot,variant,/);
  });

  it('gives what benchmark trackers read', async () => {
    const bmf = (await get('bmf.json')).json();
    expect(bmf['fixture/create/all-at-once'].rows_per_second.value).toBeCloseTo(20_200);
    const entries = (await get('github-action-benchmark.json')).json();
    expect(entries.map(({ name }: { name: string }) => name)).toContain('fixture/create/series');
  });

  it('answers nobody who is not signed in', async () => {
    for (const file of ['result.json', 'samples.csv', 'bmf.json', 'github-action-benchmark.json'])
      expect((await app.inject({ url: `/api/runs/${result.runId}/${file}` })).statusCode).toBe(401);
  });

  it('says that a run is not there, or has nothing yet', async () => {
    expect((await get('result.json', crypto.randomUUID())).json()).toEqual({ code: 'run-not-found' });
    expect((await get('result.json', 'nonsense')).json()).toEqual({ code: 'run-not-found' });
    const { id } = await startRun({
      pool: database.pool,
      experiments: [fixture],
      request: { experiment: 'fixture', workload: 'create', rounds: 1, params: {} },
      reason: 'page',
      createdBy: null,
    });
    expect((await get('result.json', id)).json()).toEqual({ code: 'run-not-measured' });
    await cancelRun({ pool: database.pool, id });
    expect((await get('result.json', id)).json()).toEqual({ code: 'run-never-measured' });
  });
});
