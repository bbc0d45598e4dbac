import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { createCallerFactory, type RpcContext } from '@lab/rpc';
import { isTrackedEnvelope } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunsRouter } from '../src/api/create-runs-router.ts';
import { type ChangeFeed, createChangeFeed } from '../src/changes/create-change-feed.ts';
import { importRun } from '../src/store/import-run.ts';
import { fixture } from './fixture/contract.ts';
import { resultOf } from './fixture/result.ts';

let database: TestDatabase;
let changes: ChangeFeed;
beforeAll(async () => {
  database = await testDatabase();
  changes = createChangeFeed({ connectionString: database.connectionString });
  await changes.ready;
});
afterAll(async () => {
  await changes.close();
  await database[Symbol.asyncDispose]();
});

const caller = (user: RpcContext['user']) =>
  createCallerFactory(createRunsRouter({ pool: database.pool, experiments: [fixture], changes }))({
    user,
    logError: () => 'log',
  });
const somebody = { id: 'u1', email: 'u1@lab.test', name: 'U', role: 'user' } as const;
const request = { experiment: 'fixture', workload: 'create', rounds: 6, params: {} };

describe('the runs router', () => {
  it('answers nobody who is not signed in', async () => {
    const nobody = caller(null);
    for (const call of [
      () => nobody.list(),
      () => nobody.latest(),
      () => nobody.start(request),
      () => nobody.estimate(request),
      () => nobody.changes(),
      () => nobody.cancel({ id: crypto.randomUUID() }),
      () => nobody.remove({ id: crypto.randomUUID() }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('starts, shows, lists and cancels a run', async () => {
    const user = caller(somebody);
    const { id } = await user.start(request);
    expect(await user.get({ id })).toMatchObject({ id, status: 'queued', reason: 'page' });
    expect((await user.list({ status: 'queued' })).items.map((run) => run.id)).toEqual([id]);
    expect((await user.latest()).fixture?.id).toBe(id);
    await user.cancel({ id });
    expect((await user.get({ id })).status).toBe('cancelled');
    await expect(user.cancel({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    [{ workload: 'x' }, 'BAD_REQUEST', 'fixture has no workload "x"; it has create.'],
    [{ variants: ['x'] }, 'BAD_REQUEST', 'Workload create has no variant "x"'],
    [{ params: { rows: 0 } }, 'BAD_REQUEST', 'rows must be a whole number from 1 to 50,000; it was 0.'],
    [{ rounds: 101 }, 'BAD_REQUEST', 'rounds must be a whole number from 1 to 100'],
    [{ experiment: 'x' }, 'NOT_FOUND', 'There is no experiment "x"; choose from: fixture.'],
  ])('refuses %j with a sentence', async (change, code, message) => {
    const user = caller(somebody);
    const before = (await user.list()).items.length;
    await expect(user.start({ ...request, ...change })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect((await user.list()).items.length).toBe(before);
  });

  it('says that there is no such run, also for what cannot be an id', async () => {
    const admin = caller({ ...somebody, role: 'admin' });
    for (const id of ['nope', '', crypto.randomUUID()])
      for (const call of [admin.get, admin.cancel, admin.remove])
        await expect(call({ id })).rejects.toMatchObject({ code: 'NOT_FOUND', cause: { code: 'run-not-found' } });
  });

  it('lets an administrator alone remove a run of the command line', async () => {
    const result = resultOf();
    const id = result.runId;
    const admin = caller({ ...somebody, role: 'admin' });
    await importRun({ pool: database.pool, result });
    expect([(await caller(somebody).get({ id })).mayDelete, (await admin.get({ id })).mayDelete]).toEqual([
      false,
      true,
    ]);
    await expect(caller(somebody).remove({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await admin.remove({ id });
    await expect(caller(somebody).get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets whoever started a run remove it once it has ended, and nobody else', async () => {
    const owner = caller(somebody);
    const other = caller({ ...somebody, id: 'u2', email: 'u2@lab.test' });
    const { id } = await owner.start(request);
    await expect(owner.remove({ id })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `Run ${id} is queued; cancel it first, then delete it.`,
    });
    await owner.cancel({ id });
    expect([(await owner.get({ id })).mayDelete, (await other.get({ id })).mayDelete]).toEqual([true, false]);
    await expect(other.remove({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await owner.get({ id })).status).toBe('cancelled');
    await owner.remove({ id });
    await expect(owner.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await owner.list()).items.map((run) => run.id)).not.toContain(id);
  });

  it('tells a subscriber of each change', async () => {
    const user = caller(somebody);
    const hints = (await user.changes())[Symbol.asyncIterator]();
    const next = async () => {
      const { value } = await hints.next();
      return isTrackedEnvelope(value) ? value[1] : value;
    };
    expect(await next()).toEqual({ kind: 'all', id: null });
    const { id } = await user.start(request);
    // Hints of the tests before may still be on their way.
    const seen: unknown[] = [];
    await expect
      .poll(async () => {
        seen.push(await next());
        return seen;
      })
      .toContainEqual({ kind: 'run', id });
    await hints.return?.();
  });
});
