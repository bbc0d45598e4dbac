// The registry: an experiment is one entry in each of these lists, and nothing else in this app knows it.
import type { ExperimentContract } from '@lab/bench';
import { bulkWrites, importJob } from '@lab/bulk-writes';
import { bulkWritesRoutes, createBulkWritesRouter } from '@lab/bulk-writes/api';
import { customerSearch } from '@lab/customer-search';
import {
  createCustomerSearchRouter,
  customersPlugin,
  customerWrites,
  type OpenCustomerReadersOptions,
  openCustomerReaders,
} from '@lab/customer-search/api';
import type { AnyJob } from '@lab/jobs';
import type { Authenticate } from '@lab/rest';
import { executeRunJob } from '@lab/runs/api';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';

/** What is on offer, in the order of the pages. */
export const experiments: readonly ExperimentContract[] = [bulkWrites, customerSearch];

export interface OpenExperimentsOptions {
  readonly databaseUrl: string;
  /** Absent: no Redis. */
  readonly redisUrl: string | undefined;
  /** A secret of this installation for one purpose; knowing it tells nothing of the others. */
  readonly secretFor: (purpose: string) => string;
  readonly log: OpenCustomerReadersOptions['log'];
}

/** What experiments keep open for both of their doors, tRPC and REST. Closed with its scope. */
export const openExperiments = async ({ databaseUrl, redisUrl, secretFor, log }: OpenExperimentsOptions) => {
  const cursorSecret = secretFor('cursors of customers');
  const customers = await openCustomerReaders({ databaseUrl, redisUrl, cursorSecret, log });
  return { customers, [Symbol.asyncDispose]: () => customers[Symbol.asyncDispose]() };
};
export type OpenExperiments = Awaited<ReturnType<typeof openExperiments>>;

/** tRPC routers by the key under which their pages look for them. */
export const createExperimentRouters = ({ pool, opened }: Pick<ExperimentHost, 'pool' | 'opened'>) => ({
  bulkWrites: createBulkWritesRouter({ pool }),
  customerSearch: createCustomerSearchRouter({ pool, ...opened.customers }),
});

/** What REST plugins are given. */
export interface ExperimentHost {
  readonly pool: Pool;
  readonly opened: OpenExperiments;
  readonly authenticate: Authenticate;
}

type MountRoutes = (app: FastifyInstance, host: ExperimentHost) => PromiseLike<unknown>;

/** REST plugins and where they are mounted, one line each. */
export const experimentRoutes: readonly MountRoutes[] = [
  (app, { pool, authenticate }) => app.register(bulkWritesRoutes, { pool, authenticate }),
  (app, { opened: { customers }, authenticate }) =>
    app.register(customersPlugin, { prefix: '/api/v1/naive', api: 'naive', reader: customers.naive, authenticate }),
  (app, { opened: { customers }, authenticate }) =>
    app.register(customersPlugin, {
      prefix: '/api/v1/optimized',
      api: 'optimized',
      reader: customers.cached,
      authenticate,
    }),
  (app, { pool, authenticate }) => app.register(customerWrites, { prefix: '/api/v1/optimized', pool, authenticate }),
];

/** What may wait in the queue, for the counts of the system card. */
export const jobs: readonly AnyJob[] = [executeRunJob, importJob];
