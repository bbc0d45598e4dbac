import { describe, expect, it } from 'vitest';
import { acquireRun } from '../src/store/acquire-run.ts';
import { cancelRun } from '../src/store/cancel-run.ts';
import { deleteRun } from '../src/store/delete-run.ts';
import { getRun } from '../src/store/get-run.ts';
import { importRun } from '../src/store/import-run.ts';
import { listRuns } from '../src/store/list-runs.ts';
import { fixture } from './fixture/contract.ts';
import { resultOf } from './fixture/result.ts';
import { useRunStore } from './support/run-store.ts';

const { acquire, database, outbox, start } = useRunStore();
const administrator = { id: 'a', role: 'admin' } as const;

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
    // The clock goes on; nothing else has changed.
    expect(await getRun({ pool: database.pool, experiments: [fixture], id })).toEqual({
      ...first,
      secondsSinceStart: expect.any(Number),
    });
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
