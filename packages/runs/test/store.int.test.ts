import { type BenchResult, benchResultSchema, type Progress } from '@lab/bench';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { enqueue } from '@lab/jobs/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StartRun } from '../src/contract.ts';
import { executeRunJob } from '../src/execute-run-job.ts';
import { acquireRun } from '../src/store/acquire-run.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { createRunSink } from '../src/store/create-run-sink.ts';
import { deleteRun } from '../src/store/delete-run.ts';
import { endRun } from '../src/store/end-run.ts';
import { estimateRun } from '../src/store/estimate-run.ts';
import { getRun } from '../src/store/get-run.ts';
import { importRun } from '../src/store/import-run.ts';
import { latestRuns } from '../src/store/latest-runs.ts';
import { listRuns } from '../src/store/list-runs.ts';
import { reconcileRuns } from '../src/store/reconcile-runs.ts';
import { startRun } from '../src/store/start-run.ts';
import { fixture } from './fixture/contract.ts';
import { headerOf, resultOf, roundOf } from './fixture/result.ts';

let database: TestDatabase;
const administrator = { id: 'a', role: 'admin' } as const;
const request: StartRun = { experiment: 'fixture', workload: 'create', rounds: 6, params: { rows: 200 } };
const start = (change: Partial<StartRun> = {}) =>
  startRun({
    pool: database.pool,
    experiments: [fixture],
    request: { ...request, ...change },
    reason: 'page',
    createdBy: 'u',
  });
const acquire = async (id: string, leaseSeconds = 30) => {
  const acquisition = await acquireRun({ pool: database.pool, runId: id, holder: 'worker 1', leaseSeconds });
  if (acquisition.outcome !== 'acquired') throw new Error(acquisition.outcome);
  return acquisition.run;
};
const outbox = async () =>
  (await database.pool.query<{ payload: { runId: string } }>(`SELECT payload FROM outbox ORDER BY id`)).rows.map(
    ({ payload }) => payload.runId,
  );
const progress: Progress = {
  phase: 'measuring',
  round: 1,
  rounds: 6,
  samplesDone: 4,
  samplesTotal: 21,
  redone: 0,
  order: ['series', 'one-by-one', 'all-at-once'],
  current: null,
  elapsedSeconds: 3,
  etaSeconds: 12,
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.pool.query('TRUNCATE run, run_sample, outbox');
});

describe('startRun', () => {
  it('records the run and its job together', async () => {
    const { id } = await start({ variants: ['series', 'one-by-one'] });
    expect(await outbox()).toEqual([id]);
    expect(await getRun({ pool: database.pool, experiments: [fixture], id })).toMatchObject({
      id,
      status: 'queued',
      variants: ['one-by-one', 'series'],
      params: { rows: 200, fault: 'none', faultRound: 1, atLeastMs: 0 },
      result: null,
      command:
        'npx pnpm@12 bench fixture --workload create --variants one-by-one,series --rounds 6 --seed 1 --rows 200 --fault none --fault-round 1 --at-least-ms 0',
    });
  });

  it('starts nothing when a parameter is out of range', async () => {
    await expect(start({ params: { rows: 0 } })).rejects.toThrow('rows must be a whole number from 1 to 50,000');
    expect((await listRuns({ pool: database.pool })).items).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  it('leaves no run without a job when the job cannot be recorded', async () => {
    await database.pool.query('ALTER TABLE outbox RENAME TO outbox_away');
    await expect(start()).rejects.toThrow('outbox');
    await database.pool.query('ALTER TABLE outbox_away RENAME TO outbox');
    expect((await listRuns({ pool: database.pool })).items).toEqual([]);
  });
});

describe('a run that is written by its sink', () => {
  it('is a valid lab.bench/1 after every event', async () => {
    const { id } = await start();
    const { lease } = await acquire(id);
    const sink = createRunSink({ pool: database.pool, runId: id, lease });
    const read = async () => {
      const view = await getRun({ pool: database.pool, experiments: [fixture], id });
      if (view.result) benchResultSchema.parse(view.result);
      return view;
    };
    await sink({ type: 'progress', progress });
    expect((await read()).progress).toEqual(progress);
    await sink({ type: 'started', header: headerOf(id) });
    expect((await read()).result).toMatchObject({ samples: [], status: 'partial' });
    const whole = resultOf(6, id);
    for (let round = 0; round <= 6; round++) {
      for (const sample of roundOf(round)) await sink({ type: 'sample', sample });
      await sink({ type: 'round-finished', round, comparisons: whole.comparisons, verdict: `after ${round}` });
    }
    const before = await read();
    expect(before.verdict).toBe('after 6');
    expect(before.result?.samples).toHaveLength(21);
    await sink({ type: 'finished', result: whole });
    const view = await read();
    expect(view).toMatchObject({
      status: 'finished',
      verdict: whole.verdict,
      headline: { variant: 'all-at-once', baseline: 'one-by-one', ratio: expect.closeTo(20) },
      history: [{ text: 'worker 1 takes up the run.' }],
    });
    expect(view.result?.comparisons).toEqual(whole.comparisons);
    expect(view.result?.samples).toEqual(whole.samples);
  });

  it('keeps the samples of a rejected round as rejected', async () => {
    const { id } = await start();
    const sink = createRunSink({ pool: database.pool, runId: id, lease: (await acquire(id)).lease });
    await sink({ type: 'started', header: headerOf(id) });
    for (const sample of roundOf(1)) await sink({ type: 'sample', sample });
    await sink({ type: 'round-rejected', round: 1, attempt: 1, reason: 'steal was 9 %' });
    for (const sample of roundOf(1, 2)) await sink({ type: 'sample', sample });
    const samples = (await getRun({ pool: database.pool, experiments: [fixture], id })).result?.samples ?? [];
    expect(samples.map(({ attempt, status, rejectReason }) => [attempt, status, rejectReason])).toEqual([
      ...Array.from({ length: 3 }, () => [1, 'rejected', 'steal was 9 %']),
      ...Array.from({ length: 3 }, () => [2, 'ok', undefined]),
    ]);
  });

  it('writes the latest progress though it thins them out', async () => {
    const { id } = await start();
    const sink = createRunSink({
      pool: database.pool,
      runId: id,
      lease: (await acquire(id)).lease,
      progressEveryMs: 40,
    });
    for (let samplesDone = 0; samplesDone <= 50; samplesDone++)
      await sink({ type: 'progress', progress: { ...progress, samplesDone } });
    await expect
      .poll(async () => (await getRun({ pool: database.pool, experiments: [fixture], id })).progress?.samplesDone, {
        timeout: 5000,
      })
      .toBe(50);
  });
});

describe('the lease', () => {
  it('refuses every write of a worker that was overtaken', async () => {
    const { id } = await start();
    const slow = await acquire(id, 0);
    const quick = await acquire(id);
    expect(quick.lease).toBe(slow.lease + 1n);
    const late = createRunSink({ pool: database.pool, runId: id, lease: slow.lease });
    const [sample] = roundOf(0);
    if (!sample) throw new Error('no sample');
    const refusal = { code: 'lease-lost' };
    await expect(late({ type: 'progress', progress })).rejects.toMatchObject(refusal);
    await expect(late({ type: 'started', header: headerOf(id) })).rejects.toMatchObject(refusal);
    await expect(late({ type: 'sample', sample })).rejects.toMatchObject(refusal);
    await expect(late({ type: 'round-rejected', round: 0, attempt: 1, reason: 'late' })).rejects.toMatchObject(refusal);
    await expect(late({ type: 'round-finished', round: 0, comparisons: [], verdict: 'late' })).rejects.toMatchObject(
      refusal,
    );
    await expect(late({ type: 'finished', result: resultOf(6, id) })).rejects.toMatchObject(refusal);
    const ended = { pool: database.pool, runId: id, lease: slow.lease, status: 'failed', error: 'late' } as const;
    expect(await endRun(ended)).toBe(false);
    expect(await getRun({ pool: database.pool, experiments: [fixture], id })).toMatchObject({
      status: 'running',
      verdict: null,
      error: null,
      result: null,
    });
  });

  it('is not taken from a worker that holds it', async () => {
    const { id } = await start();
    await acquire(id);
    const second = await acquireRun({ pool: database.pool, runId: id, holder: 'worker 2', leaseSeconds: 9 });
    expect(second).toEqual({ outcome: 'held', holder: 'worker 1' });
  });

  it('is given to one of many that ask at once', async () => {
    const { id } = await start();
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        acquireRun({ pool: database.pool, runId: id, holder: `worker ${n}`, leaseSeconds: 9 }),
      ),
    );
    expect(asked.filter(({ outcome }) => outcome === 'acquired')).toHaveLength(1);
    expect(asked.filter(({ outcome }) => outcome === 'held')).toHaveLength(7);
  });
});

describe('cancelRun', () => {
  it('ends a queued run at once, and its job does nothing', async () => {
    const { id } = await start();
    await cancelRun({ pool: database.pool, id });
    const view = await getRun({ pool: database.pool, experiments: [fixture], id });
    expect(view.status).toBe('cancelled');
    expect(view.finishedAt).not.toBeNull();
    expect(await acquireRun({ pool: database.pool, runId: id, holder: 'w', leaseSeconds: 9 })).toEqual({
      outcome: 'ended',
      status: 'cancelled',
    });
  });

  it('asks the worker of a running one', async () => {
    const { id } = await start();
    await acquire(id);
    await cancelRun({ pool: database.pool, id });
    const first = await getRun({ pool: database.pool, experiments: [fixture], id });
    expect(first).toMatchObject({ status: 'running', finishedAt: null, cancelRequestedAt: expect.any(String) });
    await cancelRun({ pool: database.pool, id });
    expect(await getRun({ pool: database.pool, experiments: [fixture], id })).toEqual(first);
  });

  it('says that a run has ended or is not there', async () => {
    const result = resultOf();
    await importRun({ pool: database.pool, result });
    await expect(cancelRun({ pool: database.pool, id: result.runId })).rejects.toMatchObject({
      code: 'run-already-ended',
      message: `Run ${result.runId} has already ended (finished).`,
    });
    await deleteRun({ pool: database.pool, id: result.runId, by: administrator });
    await expect(cancelRun({ pool: database.pool, id: result.runId })).rejects.toMatchObject({
      code: 'run-not-found',
    });
  });
});

describe('importRun', () => {
  it('gives back what was imported, once', async () => {
    const result = resultOf();
    expect(await importRun({ pool: database.pool, result })).toBe(true);
    expect(await importRun({ pool: database.pool, result })).toBe(false);
    const view = await getRun({ pool: database.pool, experiments: [fixture], id: result.runId });
    expect(view.result).toEqual(result);
    expect(view.command).toBe(result.plan.command);
    expect(view.createdAt).toBe(result.startedAt);
  });
});

describe('listRuns', () => {
  it('gives every run once, newest first, though runs start between the pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift((await start()).id);
    // The same millisecond for some of them: the id decides.
    await database.pool.query(`UPDATE run SET created_at = '2026-11-20T10:00:00.123Z' WHERE id = ANY($1)`, [
      ids.slice(2, 6),
    ]);
    const expected = (
      await database.pool.query<{ id: string }>('SELECT id FROM run ORDER BY created_at DESC, id DESC')
    ).rows.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listRuns({ pool: database.pool, limit: 2, cursor: cursor ?? undefined });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await start();
    } while (cursor);
    expect(seen).toEqual(expected);
  });

  it('filters, and refuses a cursor that it never gave', async () => {
    await start();
    await importRun({ pool: database.pool, result: resultOf() });
    const list = async (filter: object) => (await listRuns({ pool: database.pool, ...filter })).items.length;
    expect([await list({}), await list({ status: 'finished' }), await list({ experiment: 'other' })]).toEqual([
      2, 1, 0,
    ]);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('latestRuns', () => {
  it('prefers a finished run to a newer one that has nothing to say', async () => {
    const latest = () => latestRuns({ pool: database.pool, experiments: ['fixture', 'other'] });
    expect(await latest()).toEqual({});
    const { id } = await start();
    expect((await latest()).fixture?.id).toBe(id);
    const result = resultOf();
    await importRun({ pool: database.pool, result });
    expect((await latest()).fixture?.id).toBe(result.runId);
  });
});

describe('estimateRun', () => {
  const estimate = (change: Partial<StartRun>) =>
    estimateRun({ pool: database.pool, experiments: [fixture], request: { ...request, ...change } });

  it('knows nothing before the first run', async () => {
    expect(await estimate({})).toEqual({ seconds: null, basedOn: null });
  });

  it('counts variants, rounds with the warm-up, and rows up to the cap of a variant', async () => {
    const result = resultOf();
    await importRun({ pool: database.pool, result });
    const basedOn = { runId: result.runId, sameParameters: false };
    // Ten seconds a sample: 3 variants × 7 rounds; the stored parameters lack the defaults, hence not "the same".
    expect(await estimate({})).toEqual({ seconds: 210, basedOn });
    expect(await estimate({ variants: ['series'], rounds: 1 })).toEqual({ seconds: 20, basedOn });
    // 5 times the rows: the capped variant stops at 500, which is 2.5 times.
    expect(await estimate({ rounds: 1, params: { rows: 1000 } })).toEqual({ seconds: 2 * (25 + 50 + 50), basedOn });
  });

  it('takes each variant from a recent run that had it, and knows nothing while one never ran', async () => {
    const only = (variant: string): BenchResult => {
      const result = resultOf(1);
      const samples = result.samples.filter((sample) => sample.variant === variant);
      return { ...result, plan: { ...result.plan, variants: [variant], baseline: variant }, samples };
    };
    await importRun({ pool: database.pool, result: only('series') });
    expect(await estimate({})).toMatchObject({ seconds: null, basedOn: { sameParameters: false } });
    for (const variant of ['one-by-one', 'all-at-once'])
      await importRun({ pool: database.pool, result: only(variant) });
    // 30 s from one sample to the next of the same variant; the last ones end with their run, 30, 20 and 10 s later.
    expect((await estimate({ rounds: 1 })).seconds).toBe(2 * (30 + 25 + 20));
  });
});

describe('reconcileRuns', () => {
  const reconcile = (lostAfterSeconds?: number) =>
    reconcileRuns({
      pool: database.pool,
      enqueue: (client, runId) => enqueue(client, executeRunJob, { runId }),
      ...(lostAfterSeconds !== undefined && { lostAfterSeconds }),
    });

  it('puts back a run whose worker is gone, with its finished rounds', async () => {
    const { id } = await start();
    const { lease } = await acquire(id);
    const sink = createRunSink({ pool: database.pool, runId: id, lease });
    await sink({ type: 'started', header: headerOf(id) });
    for (const sample of roundOf(0)) await sink({ type: 'sample', sample });
    await sink({ type: 'round-finished', round: 0, comparisons: [], verdict: '' });
    expect(await reconcile()).toEqual({ putBack: [], givenUp: [] });
    await database.pool.query(`UPDATE run SET lease_until = now() - interval '1 second'`);
    expect(await reconcile()).toEqual({ putBack: [id], givenUp: [] });
    expect(await outbox()).toEqual([id, id]);
    const view = await getRun({ pool: database.pool, experiments: [fixture], id });
    expect(view.status).toBe('queued');
    expect(view.history.map(({ text }) => text)).toEqual([
      'worker 1 takes up the run.',
      'worker 1 was lost after 0 of 6 rounds; another worker continues.',
    ]);
    expect(view.result?.samples).toHaveLength(3);
    await expect(sink({ type: 'progress', progress })).rejects.toMatchObject({ code: 'lease-lost' });
    expect((await acquire(id)).header).toEqual(headerOf(id));
  });

  it('ends a run that was to be cancelled, and one that loses every worker', async () => {
    const [one, two] = [(await start()).id, (await start()).id];
    await acquire(one, 0);
    await cancelRun({ pool: database.pool, id: one });
    for (let n = 0; n < 10; n++) await acquire(two, 0);
    expect((await reconcile()).givenUp.toSorted()).toEqual([one, two].toSorted());
    expect((await getRun({ pool: database.pool, experiments: [fixture], id: one })).status).toBe('cancelled');
    expect(await getRun({ pool: database.pool, experiments: [fixture], id: two })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('taken up 10 times and never finished, so it is given up'),
    });
  });

  it('ends a run of a command line that is gone, since nobody can go on in its place', async () => {
    const { id } = await start();
    await database.pool.query(`UPDATE run SET reason = 'cli'`);
    await acquire(id, 0);
    expect(await reconcile()).toEqual({ putBack: [], givenUp: [id] });
    expect(await getRun({ pool: database.pool, experiments: [fixture], id })).toMatchObject({
      status: 'cancelled',
      error: 'worker 1 was lost after 0 of 6 rounds; finished rounds are kept.',
    });
  });

  it('enqueues a queued run whose job is lost, but not one whose job only waits', async () => {
    const { id } = await start();
    expect(await reconcile(0)).toEqual({ putBack: [], givenUp: [] });
    await database.pool.query('UPDATE outbox SET dispatched_at = now()');
    expect(await reconcile()).toEqual({ putBack: [], givenUp: [] });
    expect(await reconcile(0)).toEqual({ putBack: [id], givenUp: [] });
    expect(await reconcile(0)).toEqual({ putBack: [], givenUp: [] });
  });
});
