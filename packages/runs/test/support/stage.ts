import { join } from 'node:path';
import { createPool } from '@lab/db';
import type { Pool } from 'pg';
import { expect } from 'vitest';
import type { RunView, StartRun } from '../../src/contract.ts';
import { getRun } from '../../src/store/get-run.ts';
import { startRun } from '../../src/store/start-run.ts';
import { fixture } from '../fixture/contract.ts';
import type { BackEnd } from './back-ends.ts';
import { type Measuring, startMeasuring } from './measuring.ts';
import { type Host, startHost } from './start-host.ts';
import type { HostOptions } from './worker-host.ts';

/** Everything that a run needs, all of it owned by one test: application database, queue store, measuring server. */
export interface Stage extends AsyncDisposable {
  readonly pool: Pool;
  readonly measuring: Measuring;
  /** Starts a process that works on this stage; it ends with the stage. */
  host(name: string, roles: HostOptions['roles'], change?: Partial<HostOptions>): Promise<Host>;
  start(change?: Partial<StartRun>): Promise<string>;
  view(id: string): Promise<RunView>;
  /** Loses every job that the queue holds. */
  emptyQueue(): Promise<void>;
  /** Waits until the run is as described. */
  until(id: string, what: (run: RunView) => boolean): Promise<void>;
}

const leaseSeconds = 2;
const patienceMs = 45_000;

export const setStage = async (backEnd: BackEnd, connectionString: string): Promise<Stage> => {
  await using scope = new AsyncDisposableStack();
  const measuring = scope.use(await startMeasuring());
  const store = scope.use(await backEnd.start(join(measuring.labRoot, 'redis')));
  const pool = scope.use(createPool({ connectionString, applicationName: 'lab-test-stage', max: 4 }));
  const hosts = scope.use(new AsyncDisposableStack());
  const view = (id: string) => getRun({ pool, experiments: [fixture], id });
  const owned = scope.move();
  return {
    pool,
    measuring,
    host: async (name, roles, change = {}) =>
      hosts.use(
        await startHost({
          name,
          roles,
          connectionString,
          redisUrl: store.redisUrl,
          labRoot: measuring.labRoot,
          databaseUrl: measuring.databaseUrl,
          lockName: measuring.lockName,
          leaseSeconds,
          ...change,
        }),
      ),
    start: async (change = {}) =>
      (
        await startRun({
          pool,
          experiments: [fixture],
          request: {
            experiment: 'fixture',
            workload: 'create',
            variants: ['one-by-one', 'all-at-once'],
            rounds: 3,
            params: { rows: 50, atLeastMs: 100 },
            ...change,
          },
          reason: 'page',
          createdBy: null,
        })
      ).id,
    view,
    emptyQueue: () => store.empty(pool),
    until: async (id, what) => {
      // A database that is away for a moment is part of some tests.
      const holds = async () => what(await view(id));
      await expect.poll(() => holds().catch(() => false), { timeout: patienceMs, interval: 50 }).toBe(true);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

/** In the middle of a run: the warm-up and a measured round are done, and the next round has begun. */
export const inTheMiddle = ({ result }: RunView): boolean => (result?.samples ?? []).some(({ round }) => round >= 2);

export const isFinished = ({ status }: RunView): boolean => status === 'finished';

/** `round.slot` of every sample that counts, so that a test can say that each ran exactly once. */
export const counted = ({ result }: RunView): string[] =>
  (result?.samples ?? [])
    .filter(({ status }) => status === 'ok')
    .map(({ round, variant }) => `${round} ${variant}`)
    .toSorted();

/** What `counted` gives for a whole run of the stage's default plan. */
export const wholePlan = [0, 1, 2, 3]
  .flatMap((round) => ['all-at-once', 'one-by-one'].map((variant) => `${round} ${variant}`))
  .toSorted();
