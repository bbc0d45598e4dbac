// What happens to a run when a process that works on it is killed or stopped. Real processes, on every queue store of this machine.
import { benchResultSchema } from '@lab/bench';
import { testDatabase } from '@lab/db/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '../src/contract.ts';
import { backEnds } from './support/back-ends.ts';
import { counted, inTheMiddle, isFinished, type Stage, setStage, wholePlan } from './support/stage.ts';
import { descendants, expectGone } from './support/start-host.ts';

const texts = ({ history }: RunView) => history.map(({ text }) => text);

/** Nothing of an ended run is left, and the next one works. */
const expectCleanAndUsable = async (stage: Stage) => {
  await expect.poll(() => stage.measuring.sessions(), { timeout: 15_000 }).toBe(0);
  const next = await stage.start({ rounds: 1 });
  await stage.until(next, isFinished);
};

/** The run as a whole: every sample of the plan counts exactly once, and what was finished before the fault is still there. */
const expectWhole = async (stage: Stage, id: string, before: RunView) => {
  const run = await stage.view(id);
  expect(counted(run)).toEqual(wholePlan);
  expect(benchResultSchema.parse(run.result).status).toBe('finished');
  const kept = before.result?.samples.filter(({ round }) => round <= 1) ?? [];
  expect(kept).toHaveLength(4);
  expect(run.result?.samples).toEqual(expect.arrayContaining(kept));
  return run;
};

describe.each(backEnds)('faults in the middle of a run, the queue on $name', (backEnd) => {
  beforeEach(({ skip }) => skip(backEnd.missing !== undefined, backEnd.missing));

  it('SIGKILL of the worker: another continues after the last finished round', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await using killed = await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    const before = await stage.view(id);
    const family = descendants(killed.pid);
    expect(family.length).toBeGreaterThan(0);
    killed.kill('SIGKILL');
    await expectGone([killed.pid, ...family]);
    await stage.host('worker 2', ['worker', 'relay']);
    await stage.until(id, isFinished);
    const run = await expectWhole(stage, id, before);
    expect(texts(run)).toEqual([
      'worker 1 takes up the run.',
      expect.stringMatching(/^worker 1 was lost after [1-3] of 3 rounds; another worker continues\.$/),
      expect.stringMatching(/^worker 2 continues after [1-3] of 3 rounds\.$/),
    ]);
    await expectCleanAndUsable(stage);
  });

  it('SIGTERM of the worker: it gives the run back in order', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await using stopped = await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    const before = await stage.view(id);
    const family = descendants(stopped.pid);
    stopped.kill('SIGTERM');
    expect(await stopped.ended).toBe('0');
    await expectGone(family);
    expect((await stage.view(id)).status).toBe('queued');
    await stage.host('worker 2', ['worker', 'relay']);
    await stage.until(id, isFinished);
    const run = await expectWhole(stage, id, before);
    expect(texts(run)[1]).toBe('worker 1 is stopping; another worker continues after the last finished round.');
    await expectCleanAndUsable(stage);
  });

  it('SIGKILL of the measuring process: the same worker tries again', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    const worker = await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    const before = await stage.view(id);
    const family = descendants(worker.pid);
    const [measuring] = family;
    if (measuring === undefined) throw new Error('no measuring process');
    process.kill(measuring, 'SIGKILL');
    await expectGone(family);
    await stage.until(id, isFinished);
    const run = await expectWhole(stage, id, before);
    expect(texts(run)[1]).toMatch(/^The measuring process ended before its run did \(SIGKILL\).* tried again/);
    await expectCleanAndUsable(stage);
  });

  it('SIGKILL of the relay: a run that goes on does not notice, one that is queued waits for the next relay', {
    timeout: 120_000,
  }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await stage.host('worker 1', ['worker']);
    await using relay = await stage.host('relay 1', ['relay']);
    const running = await stage.start();
    await stage.until(running, inTheMiddle);
    relay.kill('SIGKILL');
    await expectGone([relay.pid]);
    const waiting = await stage.start({ rounds: 1 });
    await stage.until(running, isFinished);
    expect(counted(await stage.view(running))).toEqual(wholePlan);
    expect((await stage.view(waiting)).status).toBe('queued');
    await stage.host('relay 2', ['relay']);
    await stage.until(waiting, isFinished);
    expect(texts(await stage.view(waiting))).toEqual(['worker 1 takes up the run.']);
    await expectCleanAndUsable(stage);
  });

  it('the queue loses its jobs: a run that waits gets a new one', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await stage.host('relay 1', ['relay']);
    const id = await stage.start({ rounds: 1 });
    const pending = 'SELECT FROM outbox WHERE dispatched_at IS NULL';
    await expect.poll(async () => (await stage.pool.query(pending)).rowCount, { timeout: 15_000 }).toBe(0);
    await stage.emptyQueue();
    await stage.host('worker 1', ['worker']);
    await stage.until(id, isFinished);
    expect(texts(await stage.view(id))).toEqual(['worker 1 takes up the run.']);
  });

  it('SIGSTOP of the worker for ever: its measuring process leaves the machine, another worker finishes', {
    timeout: 120_000,
  }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    const stopped = await stage.host('worker 1', ['worker', 'relay'], { hostSilenceMs: 3000 });
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    const family = descendants(stopped.pid);
    stopped.kill('SIGSTOP');
    const before = await stage.view(id);
    await stage.host('worker 2', ['worker', 'relay']);
    await stage.until(id, isFinished);
    await expectGone(family);
    await expectWhole(stage, id, before);
    await expectCleanAndUsable(stage);
  });

  it('SIGSTOP of the worker past its lease, then SIGCONT: what it brings late is refused', {
    timeout: 120_000,
  }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    const slow = await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    slow.kill('SIGSTOP');
    const before = await stage.view(id);
    await stage.host('worker 2', ['worker', 'relay']);
    // The measuring process of the stopped worker still has the machine: the run says so instead of measuring beside it.
    await stage.until(id, ({ progress, history }) => history.length === 3 && progress?.phase === 'waiting');
    expect((await stage.view(id)).progress?.note).toContain('one run at a time per machine');
    expect(counted(await stage.view(id))).toEqual(counted(before));
    slow.kill('SIGCONT');
    await stage.until(id, isFinished);
    const run = await expectWhole(stage, id, before);
    expect(texts(run)).toEqual([
      'worker 1 takes up the run.',
      expect.stringMatching(/^worker 1 was lost after/),
      expect.stringMatching(/^worker 2 continues after/),
    ]);
    await expect.poll(() => slow.log(), { timeout: 15_000 }).toContain('"outcome":"lost"');
    await expectCleanAndUsable(stage);
  });
});
