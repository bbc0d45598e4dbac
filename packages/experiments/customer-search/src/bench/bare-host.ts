import { toProblem } from '@lab/errors';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { customerWrites } from '../api/customer-writes.ts';
import { type CustomersApi, customersPlugin } from '../api/customers-plugin.ts';

export interface BareHostOptions {
  /** Mounted under `/naive` and `/optimized`. */
  readonly apis: readonly CustomersApi[];
  /** JSON text that `/bare` answers: as long as a page of the variants that it is compared with. */
  readonly bare: string;
  /** Customers may be changed as well, through this pool. */
  readonly writes?: Pool | undefined;
  /** Told of what nobody foresaw; the caller only gets 500. */
  readonly onUnexpected?: (error: unknown) => void;
}

/**
 * The plugin of the app in a host with nothing around it: no log, rate limit, sign-in, security headers. `/bare` is the reference: what
 * Fastify itself costs for a constant answer. It does not listen yet.
 */
export const createBareHost = async ({
  apis,
  bare,
  writes,
  onUnexpected,
}: BareHostOptions): Promise<FastifyInstance> => {
  // Without forceCloseConnections close() waits for the load generator's idle connections.
  const app: FastifyInstance = Fastify({ logger: false, forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const problem = toProblem(error, 'bare-host');
    if (problem.code === 'unexpected') onUnexpected?.(error);
    if (problem.status === 503) reply.header('retry-after', '1');
    return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
  });
  for (const api of apis) await app.register(customersPlugin, { ...api, prefix: `/${api.api}` });
  if (writes) await app.register(customerWrites, { prefix: '/optimized', pool: writes, authenticate: async () => {} });
  app.get('/bare', async (_request, reply) => reply.type('application/json; charset=utf-8').send(bare));
  return app;
};
