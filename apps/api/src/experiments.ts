// The registry: an experiment is one entry in each of these lists, and nothing else in this app knows it.
import type { ExperimentContract } from '@lab/bench';
import { bulkWrites, importJob } from '@lab/bulk-writes';
import { bulkWritesRoutes, createBulkWritesRouter } from '@lab/bulk-writes/api';
import { customerWrites } from '@lab/customer-search/api';
import type { AnyJob } from '@lab/jobs';
import type { Authenticate } from '@lab/rest';
import { executeRunJob } from '@lab/runs/api';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';

/** What is on offer, in the order of the pages. */
export const experiments: readonly ExperimentContract[] = [bulkWrites];

/** tRPC routers by the key under which their pages look for them. */
export const createExperimentRouters = (options: { readonly pool: Pool }) => ({
  bulkWrites: createBulkWritesRouter(options),
});

/** What REST plugins are given. What one of them opens beside it, it closes itself (`onClose`). */
export interface ExperimentHost {
  readonly pool: Pool;
  /** Where `pool` leads, for a client of another kind (Prisma, LISTEN). */
  readonly databaseUrl: string;
  /** Absent: no Redis. */
  readonly redisUrl: string | undefined;
  /** A secret of this installation for one purpose; knowing it tells nothing of the others. */
  readonly secretFor: (purpose: string) => string;
  readonly authenticate: Authenticate;
}

type MountRoutes = (app: FastifyInstance, host: ExperimentHost) => PromiseLike<unknown>;

/** REST plugins and where they are mounted, one line each. */
export const experimentRoutes: readonly MountRoutes[] = [
  (app, host) => app.register(bulkWritesRoutes, { pool: host.pool, authenticate: host.authenticate }),
  // customer-search: its readers come here, one line a side, as `customersPlugin` with the prefixes /api/v1/naive and /api/v1/optimized.
  (app, host) =>
    app.register(customerWrites, {
      prefix: '/api/v1/optimized',
      pool: host.pool,
      authenticate: host.authenticate,
    }),
];

/** What may wait in the queue, for the counts of the system card. */
export const jobs: readonly AnyJob[] = [executeRunJob, importJob];
