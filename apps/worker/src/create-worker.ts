import { hostname } from 'node:os';
import { type QueueBackend, startRelay } from '@lab/jobs/server';
import { forkRun } from '@lab/runs/child';
import { beat, endBeat, executeRunJob, repeat, startRunWorker } from '@lab/runs/worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { HealthCheck } from './create-health.ts';
import { definitionUrl, experiments } from './experiments.ts';

export interface WorkerOptions {
  readonly pool: Pool;
  readonly backend: QueueBackend;
  /** The checkout; the measuring cluster lies in its `.lab/bench`. */
  readonly labRoot: string;
  /** An external server to measure on. */
  readonly benchDatabaseUrl?: string | undefined;
  /** Another lock than that of the machine; for tests. */
  readonly lockName?: string | undefined;
  readonly logger: Logger;
}

export interface WorkerHost {
  readonly checks: readonly HealthCheck[];
  /** Takes no further job, gives back what runs with what it has finished, and ends within the deadline. */
  close(deadlineMs: number): Promise<void>;
}

const beatEveryMs = 5000;

/** Everything that this process does, started: relay, job workers, heartbeat. */
export const createWorker = ({
  pool,
  backend,
  labRoot,
  benchDatabaseUrl,
  lockName,
  logger,
}: WorkerOptions): WorkerHost => {
  const worker = { id: crypto.randomUUID(), host: hostname(), pid: process.pid };
  const heartbeat = repeat({
    everyMs: beatEveryMs,
    task: () => beat({ pool, worker }),
    onError: (error) => logger.warn({ err: error }, 'the heartbeat could not be written'),
  });
  const holder = `worker ${worker.pid} on ${worker.host}`;
  const runs = startRunWorker({
    pool,
    backend,
    holder,
    fork: (request, options) => forkRun(request, { ...options, labRoot, databaseUrl: benchDatabaseUrl, lockName }),
    definitionUrl,
    log: logger,
  });
  const others = experiments.flatMap(({ start }) => start?.({ pool, backend, holder, log: logger }) ?? []);
  const jobs = [executeRunJob, ...experiments.flatMap((experiment) => experiment.jobs ?? [])];
  const relay = startRelay({ pool, backend, jobs, log: logger });

  let closed: Promise<void> | undefined;
  const closeAll = async (deadlineMs: number) => {
    await Promise.all([
      runs.close(deadlineMs),
      ...others.map((other) => other.close(deadlineMs)),
      heartbeat[Symbol.asyncDispose](),
    ]);
    // Last, so that what was given back is on its way to another worker.
    await relay.close();
    await endBeat({ pool, id: worker.id }).catch((error: unknown) =>
      logger.warn({ err: error }, 'the heartbeat stays behind'),
    );
  };
  return {
    checks: [
      { id: 'postgres', label: 'PostgreSQL', run: () => pool.query('SELECT 1') },
      { id: 'queue', label: `Queue on ${backend.store}`, run: () => backend.queue(executeRunJob).counts() },
    ],
    close: (deadlineMs) => {
      closed ??= closeAll(deadlineMs);
      return closed;
    },
  };
};
