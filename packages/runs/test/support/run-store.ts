import type { Progress } from '@lab/bench';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { StartRun } from '../../src/contract.ts';
import { acquireRun } from '../../src/store/acquire-run.ts';
import { startRun } from '../../src/store/start-run.ts';
import { fixture } from '../fixture/contract.ts';

export const request: StartRun = { experiment: 'fixture', workload: 'create', rounds: 6, params: { rows: 200 } };

export const progress: Progress = {
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

/** A database of the test file, empty before every test, and the verbs that most tests begin with. */
export const useRunStore = () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await testDatabase();
  });
  afterAll(async () => opened[Symbol.asyncDispose]());
  beforeEach(async () => {
    await opened.pool.query('TRUNCATE run, run_sample, outbox');
  });
  const database = {
    get pool() {
      return opened.pool;
    },
    get connectionString() {
      return opened.connectionString;
    },
  };
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
  return { database, start, acquire, outbox };
};
