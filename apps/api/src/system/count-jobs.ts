import type { AnyJob } from '@lab/jobs';
import { createQueueBackend, type QueueBackend, readQueueState } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { within } from './within.ts';

export interface JobCounterOptions {
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Everything that may wait in the queue. */
  readonly jobs: readonly AnyJob[];
  readonly timeoutMs: number;
}

export interface JobCounter extends AsyncDisposable {
  /** One sentence: `2 jobs wait, 1 runs.` Rejects when the store or the outbox cannot be asked. */
  describe(): Promise<string>;
}

const jobs = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? `job ${one}` : `jobs ${many}`}`;

/** Counts what waits and runs: in the outbox and in the queue. Opens the queue when it is first asked, and again after a failure. */
export const createJobCounter = (options: JobCounterOptions): JobCounter => {
  const { pool, databaseUrl, redisUrl, timeoutMs } = options;
  let opening: Promise<QueueBackend> | undefined;
  const open = () => {
    opening ??= createQueueBackend({ databaseUrl, redisUrl }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const count = async () => {
    const outbox = await pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM outbox WHERE dispatched_at IS NULL',
    );
    const state = await readQueueState(await open(), options.jobs);
    if (!state.reachable) throw new Error(state.problem ?? 'no answer');
    const counts = Object.values(state.counts);
    const waiting = counts.reduce((sum, each) => sum + each.waiting + each.delayed, outbox.rows[0]?.count ?? 0);
    const active = counts.reduce((sum, each) => sum + each.active, 0);
    return waiting + active === 0
      ? 'Nothing waits.'
      : `${jobs(waiting, 'waits', 'wait')}, ${jobs(active, 'runs', 'run')}.`;
  };
  return {
    describe: () => within(timeoutMs, count()),
    [Symbol.asyncDispose]: async () => {
      const backend = await opening?.catch(() => undefined);
      await backend?.close();
    },
  };
};
