import { benchResultSchema } from '@lab/bench';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { enqueue } from '@lab/jobs/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forkRun } from '../src/child/index.ts';
import { takeMachineLock } from '../src/child/take-machine-lock.ts';
import type { StartRun } from '../src/contract.ts';
import { executeRunJob } from '../src/execute-run-job.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { getRun } from '../src/store/get-run.ts';
import { startRun } from '../src/store/start-run.ts';
import { type ExecuteRunOptions, executeRun } from '../src/worker/execute-run.ts';
import { fixture } from './fixture/contract.ts';
import { type Measuring, startMeasuring, untouched } from './support/measuring.ts';

const definitionUrl = new URL('./fixture/bench.ts', import.meta.url).href;
const request: StartRun = { experiment: 'fixture', workload: 'create', rounds: 2, params: { rows: 100 } };

let database: TestDatabase;
let measuring: Measuring;
beforeAll(async () => {
  [database, measuring] = await Promise.all([testDatabase(), startMeasuring()]);
});
afterAll(async () => {
  await measuring[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
// Whatever a test did to a run: its measuring process has let go of the server.
afterEach(async () => expect.poll(() => measuring.sessions(), { timeout: 10_000 }).toBe(0));

const start = async (change: Partial<StartRun> = {}) =>
  (
    await startRun({
      pool: database.pool,
      experiments: [fixture],
      request: { ...request, ...change },
      reason: 'page',
      createdBy: null,
    })
  ).id;
const view = (id: string) => getRun({ pool: database.pool, experiments: [fixture], id });
const execute = (runId: string, change: Partial<ExecuteRunOptions> = {}) =>
  executeRun({
    pool: database.pool,
    runId,
    holder: 'worker 1',
    fork: (forked, options) => forkRun(forked, { ...options, ...measuring }),
    definitionUrl: (slug) => (slug === 'fixture' ? definitionUrl : undefined),
    signal: new AbortController().signal,
    lastAttempt: true,
    enqueue: (client, id) => enqueue(client, executeRunJob, { runId: id }),
    renewEveryMs: 50,
    ...change,
  });
/** Whatever took it away: not even an administrator may delete a run that goes. */
const removeRow = (id: string) => database.pool.query('DELETE FROM run WHERE id = $1', [id]);
const seen = (id: string, what: (run: Awaited<ReturnType<typeof view>>) => boolean) =>
  expect.poll(async () => what(await view(id)), { timeout: 20_000 }).toBe(true);

describe('executeRun', () => {
  it('measures a run to its end', async () => {
    const id = await start();
    expect(await execute(id)).toBe('finished');
    const run = await view(id);
    expect(run).toMatchObject({ status: 'finished', error: null, headline: { baseline: 'one-by-one' } });
    const result = benchResultSchema.parse(run.result);
    expect(result).toMatchObject({ status: 'finished', runId: id, reason: 'page' });
    expect(result.samples.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 'ok'));
    expect(run.verdict).toContain('rows per second');
    expect(await execute(id)).toBe('nothing-to-do');
  });

  it('does nothing for a run that was deleted or cancelled while it waited', async () => {
    const [gone, cancelled] = [await start(), await start()];
    await removeRow(gone);
    await cancelRun({ pool: database.pool, id: cancelled });
    expect([await execute(gone), await execute(cancelled)]).toEqual(['nothing-to-do', 'nothing-to-do']);
  });

  it('is cancelled in the middle and keeps its finished rounds', async () => {
    const id = await start({ rounds: 50, params: { rows: 50, atLeastMs: 50 } });
    const executed = execute(id);
    await seen(id, ({ result }) => (result?.samples ?? []).some(({ round }) => round === 2));
    await cancelRun({ pool: database.pool, id });
    expect(await executed).toBe('cancelled');
    const run = await view(id);
    expect(run).toMatchObject({ status: 'cancelled', error: 'Cancelled; finished rounds are kept.' });
    expect(benchResultSchema.parse(run.result).status).toBe('partial');
    expect(run.result?.samples.filter(({ round, status }) => round === 1 && status === 'ok')).toHaveLength(3);
  });

  it('goes back to the queue when its worker stops, and another continues after the last finished round', async () => {
    const id = await start({ rounds: 3, params: { rows: 50, atLeastMs: 50 } });
    const stop = new AbortController();
    const executed = execute(id, { signal: stop.signal });
    await seen(id, ({ result }) => (result?.samples ?? []).some(({ round }) => round === 2));
    stop.abort();
    expect(await executed).toBe('given-back');
    const waiting = await view(id);
    expect(waiting.status).toBe('queued');
    const kept = waiting.result?.samples.filter(({ round, status }) => round <= 1 && status === 'ok') ?? [];
    expect(kept).toHaveLength(6);
    expect(await execute(id, { holder: 'worker 2' })).toBe('finished');
    const run = await view(id);
    benchResultSchema.parse(run.result);
    expect(run.result?.samples).toEqual(expect.arrayContaining(kept));
    expect(run.result?.samples.filter(({ status }) => status === 'ok')).toHaveLength(12);
    expect(run.history.map(({ text }) => text)).toEqual([
      'worker 1 takes up the run.',
      'worker 1 is stopping; another worker continues after the last finished round.',
      expect.stringMatching(/^worker 2 continues after [1-3] of 3 rounds\.$/),
    ]);
  });

  it('stops when the run is deleted under it', async () => {
    const id = await start({ rounds: 50, params: { rows: 50, atLeastMs: 50 } });
    const executed = execute(id);
    await seen(id, ({ result }) => (result?.samples.length ?? 0) > 0);
    await removeRow(id);
    expect(await executed).toBe('lost');
  });

  it('says what it waits for while another run has the machine', async () => {
    const holder = { pid: 4711, runId: 'other', title: 'another run', since: new Date().toISOString() };
    const id = await start({ rounds: 1 });
    let executed: ReturnType<typeof execute>;
    {
      await using _lock = await takeMachineLock({
        holder,
        signal: new AbortController().signal,
        onWait: () => {},
        name: measuring.lockName,
      });
      executed = execute(id);
      await seen(id, ({ progress }) => progress?.phase === 'waiting');
      expect((await view(id)).progress?.note).toContain('Waits for another run (process 4711)');
    }
    expect(await executed).toBe('finished');
  });

  it('refuses an experiment that this worker does not have', async () => {
    const id = await start();
    expect(await execute(id, { definitionUrl: () => undefined })).toBe('failed');
    expect((await view(id)).error).toContain('knows no experiment "fixture"');
  });
});

describe('a run that goes wrong by itself', () => {
  const only = { variants: ['all-at-once'] };

  it.each([
    ['source-throws', 'the source of the rows broke off'],
    ['constraint', 'duplicate key value violates unique constraint'],
  ] as const)('%s: the table is as before, the run says why, the next one works', async (fault, why) => {
    const id = await start({ ...only, rounds: 1, params: { rows: 100, fault, faultRound: 1 } });
    expect(await execute(id, { lastAttempt: false })).toBe('failed');
    const run = await view(id);
    expect(run.status).toBe('failed');
    expect(run.error).toContain(why);
    expect(benchResultSchema.parse(run.result).samples.at(-1)).toMatchObject({ status: 'error', round: 1 });
    expect(await measuring.target()).toEqual(untouched);
    expect(await execute(await start({ ...only, rounds: 1 }))).toBe('finished');
  });

  it('a wrong result is an error, not a time', async () => {
    const id = await start({ ...only, rounds: 1, params: { rows: 100, fault: 'wrong-result', faultRound: 1 } });
    expect(await execute(id)).toBe('failed');
    const run = await view(id);
    expect(run.error).toContain('100 rows with the sum 5050');
    expect(run.result?.samples.at(-1)).toMatchObject({ status: 'error', correctness: { ok: false, rows: 99 } });
  });

  it('a definition that throws midway ends the run with its sentence', async () => {
    const id = await start({ rounds: 3, params: { rows: 100, fault: 'prepare-throws', faultRound: 2 } });
    expect(await execute(id, { lastAttempt: false })).toBe('failed');
    const run = await view(id);
    expect(run).toMatchObject({ status: 'failed', error: expect.stringContaining('the rows could not be prepared') });
    expect(run.result?.samples.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(6);
    expect(await execute(await start({ rounds: 1 }))).toBe('finished');
  });
});
