import { procedure, router } from '@lab/rpc';
import type { Pool } from 'pg';
import type { QueueStore } from './open-queue-store.ts';
import { type ProbedCache, probeCache } from './probe-cache.ts';
import { probePostgres } from './probe-postgres.ts';
import { probeWorker } from './probe-worker.ts';
import { readMachine } from './read-machine.ts';
import type { SystemState } from './system-state.ts';
import { unusedServices } from './unused-services.ts';

export interface SystemRouterOptions {
  readonly pool: Pool;
  readonly queue: QueueStore;
  readonly cache: ProbedCache;
  /** `host:port/database`, no password. */
  readonly database: string;
  readonly labRoot: string | undefined;
  readonly timeoutMs?: number;
}

/** What the house runs on and how it is, for the home page. Answers within the timeout whatever is down. */
export const createSystemRouter = ({ pool, queue, cache, database, labRoot, timeoutMs = 2000 }: SystemRouterOptions) =>
  router({
    state: procedure.query(async (): Promise<SystemState> => {
      const [postgres, jobs, worker, cached] = await Promise.all([
        probePostgres({ pool, where: database, labRoot, timeoutMs }),
        queue.probe(),
        probeWorker({ pool, timeoutMs }),
        probeCache({ cache, timeoutMs }),
      ]);
      const services = [postgres.service, jobs, worker, cached, ...unusedServices];
      return { services, machine: readMachine(postgres.version) };
    }),
  });

export type SystemRouter = ReturnType<typeof createSystemRouter>;
