// The registry: an experiment is one entry in each of these lists, and nothing else in this app knows it.
import type { ExperimentContract } from '@lab/bench';
import { bulkWrites, importJob } from '@lab/bulk-writes';
import { bulkWritesRoutes, createBulkWritesRouter } from '@lab/bulk-writes/api';
import type { AnyJob } from '@lab/jobs';
import { executeRunJob } from '@lab/runs/api';
import type { FastifyPluginAsync } from 'fastify';
import type { Pool } from 'pg';
import type { Authenticate } from './rest.ts';

/** What is on offer, in the order of the pages. */
export const experiments: readonly ExperimentContract[] = [bulkWrites];

/** tRPC routers by the key under which their pages look for them. */
export const createExperimentRouters = (options: { readonly pool: Pool }) => ({
  bulkWrites: createBulkWritesRouter(options),
});

/** Plugins with REST routes below `/api/<slug>`. */
export const experimentRoutes: readonly FastifyPluginAsync<{
  readonly pool: Pool;
  readonly authenticate: Authenticate;
}>[] = [bulkWritesRoutes];

/** What may wait in the queue, for the counts of the system card. */
export const jobs: readonly AnyJob[] = [executeRunJob, importJob];
