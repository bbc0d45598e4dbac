// What happens to a run when a PostgreSQL server is killed in the middle of it: the application's, and the one it measures on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchResultSchema } from '@lab/bench';
import { migrate } from '@lab/db/migrate';
import { testDatabase } from '@lab/db/testing';
import { startPostgres } from '@lab/services';
import { beforeEach, describe, expect, it } from 'vitest';
import { backEnds } from './support/back-ends.ts';
import { counted, inTheMiddle, isFinished, setStage, wholePlan } from './support/stage.ts';
import { descendants, expectGone, isAlive } from './support/start-host.ts';

describe.each(backEnds)('PostgreSQL is killed in the middle of a run, the queue on $name', (backEnd) => {
  beforeEach(({ skip }) => skip(backEnd.missing !== undefined, backEnd.missing));

  it('SIGKILL of the application database: the run goes on when it is back, with all that was finished', {
    timeout: 120_000,
  }, async () => {
    await using scope = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'lab-app-'));
    scope.defer(() => rm(folder, { recursive: true, force: true }));
    const directory = join(folder, 'postgres');
    const first = await startPostgres({ directory });
    scope.defer(() => first.stop());
    await migrate({ connectionString: first.connectionString });
    const stage = scope.use(await setStage(backEnd, first.connectionString));
    const worker = await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    const before = await stage.view(id);
    const family = descendants(worker.pid);
    process.kill(first.pid, 'SIGKILL');
    await expectGone([first.pid]);
    // Nobody could be told what is measured now, so the measuring ends.
    await expectGone(family);
    expect(isAlive(worker.pid), worker.log()).toBe(true);
    const second = await startPostgres({ directory, port: first.port });
    scope.defer(() => second.stop());
    expect(second.connectionString).toBe(first.connectionString);
    await stage.until(id, isFinished);
    const run = await stage.view(id);
    expect(counted(run)).toEqual(wholePlan);
    expect(benchResultSchema.parse(run.result).status).toBe('finished');
    const kept = before.result?.samples.filter(({ round }) => round <= 1) ?? [];
    expect(kept).toHaveLength(4);
    expect(run.result?.samples).toEqual(expect.arrayContaining(kept));
    expect(run.history.length).toBeGreaterThan(1);
    await expect.poll(() => stage.measuring.sessions(), { timeout: 15_000 }).toBe(0);
    const next = await stage.start({ rounds: 1 });
    await stage.until(next, isFinished);
  });

  it('SIGKILL of the server that is measured: the run says so and is tried again', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    await using stage = await setStage(backEnd, database.connectionString);
    await stage.host('worker 1', ['worker', 'relay']);
    const id = await stage.start();
    await stage.until(id, inTheMiddle);
    await stage.measuring.killAndRestart();
    await stage.until(id, ({ status }) => status === 'finished' || status === 'failed');
    const run = await stage.view(id);
    expect([run.status, run.error]).toEqual(['finished', null]);
    expect(counted(run)).toEqual(wholePlan);
    expect(run.history.map(({ text }) => text).join('\n')).toContain('tried again after its last finished round');
    await expect.poll(() => stage.measuring.sessions(), { timeout: 15_000 }).toBe(0);
    const next = await stage.start({ rounds: 1 });
    await stage.until(next, isFinished);
  });
});
