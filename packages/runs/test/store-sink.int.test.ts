import { benchResultSchema } from '@lab/bench';
import { describe, expect, it } from 'vitest';
import { createRunSink } from '../src/store/create-run-sink.ts';
import { getRun } from '../src/store/get-run.ts';
import { fixture } from './fixture/contract.ts';
import { headerOf, resultOf, roundOf } from './fixture/result.ts';
import { progress, useRunStore } from './support/run-store.ts';

const { acquire, database, start } = useRunStore();

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

  it('keeps the samples of a rejected round as rejected, and its error as an error', async () => {
    const { id } = await start();
    const sink = createRunSink({ pool: database.pool, runId: id, lease: (await acquire(id)).lease });
    await sink({ type: 'started', header: headerOf(id) });
    const [first, ...right] = roundOf(1);
    if (!first) throw new Error('no sample');
    await sink({ type: 'sample', sample: { ...first, status: 'error', error: 'Wrong result.' } });
    for (const sample of right) await sink({ type: 'sample', sample });
    await sink({ type: 'round-rejected', round: 1, attempt: 1, reason: 'steal was 9 %' });
    for (const sample of roundOf(1, 2)) await sink({ type: 'sample', sample });
    const samples = (await getRun({ pool: database.pool, experiments: [fixture], id })).result?.samples ?? [];
    expect(samples.map(({ attempt, status, rejectReason }) => [attempt, status, rejectReason])).toEqual([
      [1, 'error', undefined],
      ...Array.from({ length: 2 }, () => [1, 'rejected', 'steal was 9 %']),
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
