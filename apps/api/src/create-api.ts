import { type Auth, findUser, mountAuth, offersOneClick } from '@lab/auth/server';
import { LabError } from '@lab/errors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Pool } from 'pg';
import { createAuthenticate } from './http/authenticate.ts';
import { checkCaller } from './http/check-caller.ts';
import { drainable } from './http/drain.ts';
import { createExplainError } from './http/explain-error.ts';
import { forwardToDashboard } from './http/forward-to-dashboard.ts';
import { type HealthCheck, healthRoutes } from './http/health-routes.ts';
import { rpcRoutes } from './http/rpc-routes.ts';
import { securityHeaders } from './http/security-headers.ts';
import { sendProblem } from './http/send-problem.ts';
import type { RestRoutes } from './rest/create-rest-routes.ts';
import type { RateLimit } from './rest/limit-rate.ts';
import { restFace } from './rest/rest-face.ts';
import type { AppRouter } from './router.ts';

export interface ApiOptions {
  readonly mode: 'development' | 'production';
  readonly publicUrl: string;
  readonly dashboardUrl: string;
  readonly trustedProxies: readonly string[];
  /** Where Postgres is, for people: host:port without the password. */
  readonly database: string;
  readonly checks: readonly HealthCheck[];
  readonly router: AppRouter;
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly rest: RestRoutes;
  /** How often one caller may ask below /api. */
  readonly rateLimit: RateLimit;
  readonly logger: FastifyBaseLogger;
  /** Largest JSON body in bytes; a route that streams takes its own. */
  readonly bodyLimit?: number;
}

/** The front door as a Fastify instance that does not listen yet. Everything that it needs comes in; it opens nothing. */
export const createApi = async (options: ApiOptions): Promise<FastifyInstance> => {
  const bodyLimit = options.bodyLimit ?? 1024 * 1024;
  const explain = createExplainError({ database: options.database, bodyLimit });
  const app: FastifyInstance = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: options.mode === 'development' }),
    bodyLimit,
    // Batched calls carry all their names in the path; the default of 100 answers 414.
    routerOptions: { maxParamLength: 5000 },
    // Without it close() waits for event streams, which never end.
    forceCloseConnections: true,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    frameworkErrors: (error, _, reply) => sendProblem(reply, error, explain),
  });
  app.setErrorHandler((error, _, reply) => sendProblem(reply, error, explain));
  const nothingHere = async (request: FastifyRequest): Promise<never> => {
    throw new LabError('not-found', { path: request.url.split('?', 1)[0] ?? '/' });
  };
  app.setNotFoundHandler(nothingHere);

  await app.register(drainable);
  await app.register(securityHeaders, { mode: options.mode, publicUrl: options.publicUrl });
  await app.register(checkCaller, { publicUrl: options.publicUrl });
  await app.register(healthRoutes, { checks: options.checks });
  await app.register(rpcRoutes, {
    router: options.router,
    explain,
    findCaller: async (request) => ({
      user: await findUser(options, request.headers),
      oneClickSignIn: offersOneClick(request, options.mode),
    }),
  });
  await app.register(mountAuth, { auth: options.auth, pool: options.pool, mode: options.mode });
  await app.register(restFace, {
    ...createAuthenticate(options),
    limit: options.rateLimit,
    routes: options.rest,
    nothingHere,
  });
  await app.register(forwardToDashboard, { dashboardUrl: options.dashboardUrl, explain });
  return app;
};
