import { benchResultSchema } from '@lab/bench';
import { testDatabase } from '@lab/db/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createChangeFeed } from '../src/changes/create-change-feed.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { backEnds } from './support/back-ends.ts';
import { counted, inTheMiddle, isFinished, setStage, wholePlan } from './support/stage.ts';

describe.each(backEnds)('from the request to the verdict, the queue on $name', (backEnd) => {
  beforeEach(({ skip }) => skip(backEnd.missing !== undefined, backEnd.missing));

  it('start, outbox, relay, queue, worker, measuring process, samples, hints, verdict', {
    timeout: 90_000,
  }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await using feed = createChangeFeed({ connectionString: database.connectionString });
    await feed.ready;
    const stop = new AbortController();
    const seen = new Set<string>();
    const watching = (async () => {
      // As a page does: the hint says that something changed, the row says what.
      for await (const { hint } of feed.subscribe(stop.signal))
        if (hint.id) seen.add(`${(await stage.view(hint.id)).result?.samples.length ?? 'none'}`);
    })();
    await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, isFinished);
    stop.abort();
    await watching;
    const run = await stage.view(id);
    expect(counted(run)).toEqual(wholePlan);
    expect(run.verdict).toContain('rows per second');
    expect(benchResultSchema.parse(run.result).status).toBe('finished');
    expect([...seen].filter((count) => count !== 'none').length).toBeGreaterThan(4);
  });

  it('is cancelled from another process, in the middle and while it waits', { timeout: 90_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await stage.host('worker 1', ['worker', 'relay']);
    const [running, waiting] = [await stage.start({ rounds: 50 }), await stage.start()];
    await stage.until(running, inTheMiddle);
    expect((await stage.view(waiting)).status).toBe('queued');
    await cancelRun({ pool: stage.pool, id: waiting });
    await cancelRun({ pool: stage.pool, id: running });
    await stage.until(running, ({ status }) => status === 'cancelled');
    const run = await stage.view(running);
    expect(counted(run)).toEqual(expect.arrayContaining(wholePlan.filter((sample) => /^[01]/.test(sample))));
    expect(benchResultSchema.parse(run.result).status).toBe('partial');
    await expect.poll(() => stage.measuring.sessions(), { timeout: 10_000 }).toBe(0);
    const next = await stage.start({ rounds: 1 });
    await stage.until(next, isFinished);
    expect(await stage.view(waiting)).toMatchObject({ status: 'cancelled', startedAt: null });
  });
});
