import { enqueue } from '@lab/jobs/server';
import { describe, expect, it } from 'vitest';
import { executeRunJob } from '../src/execute-run-job.ts';
import { acquireRun } from '../src/store/acquire-run.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { createRunSink } from '../src/store/create-run-sink.ts';
import { endRun } from '../src/store/end-run.ts';
import { getRun } from '../src/store/get-run.ts';
import { reconcileRuns } from '../src/store/reconcile-runs.ts';
import { fixture } from './fixture/contract.ts';
import { headerOf, resultOf, roundOf } from './fixture/result.ts';
import { progress, useRunStore } from './support/run-store.ts';

const { acquire, database, outbox, start } = useRunStore();

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

describe('what a page is told', () => {
  const view = (id: string) => getRun({ pool: database.pool, experiments: [fixture], id });

  it('is that nothing is heard of a worker before its lease ends, and how long the run has gone on in all', async () => {
    const { id } = await start();
    expect(await view(id)).toMatchObject({ silent: false, secondsSinceStart: null });
    await acquire(id);
    expect((await view(id)).silent).toBe(false);
    await database.pool.query(
      `UPDATE run SET lease_until = now() + interval '5 seconds', started_at = now() - interval '1 hour'`,
    );
    const lost = await view(id);
    expect(lost.silent).toBe(true);
    await database.pool.query('UPDATE run SET lease_until = now()');
    await acquire(id);
    const resumed = await view(id);
    expect(resumed.silent).toBe(false);
    expect(resumed.secondsSinceStart).toBeGreaterThanOrEqual(lost.secondsSinceStart ?? Number.NaN);
  });

  it('is which run a queued one waits for', async () => {
    const [one, two, three] = [await start(), await start(), await start()];
    expect((await view(one.id)).ahead).toBeNull();
    expect((await view(three.id)).ahead).toMatchObject({ count: 2, next: { id: one.id, workload: 'create' } });
    await acquire(two.id);
    expect((await view(two.id)).ahead).toBeNull();
    expect((await view(three.id)).ahead).toMatchObject({ count: 2, next: { id: two.id } });
    expect((await view(one.id)).ahead).toMatchObject({ count: 1, next: { id: two.id } });
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
