import { type Auth, accountRoutes } from '@lab/auth/server';
import type { Authenticate } from '@lab/rest';
import { runDownloads } from '@lab/runs/api';
import type { FastifyInstance } from 'fastify';
import { type ExperimentHost, experimentRoutes, experiments } from '../experiments.ts';

export interface RestOptions extends Omit<ExperimentHost, 'authenticate'> {
  readonly auth: Auth;
}

/** Mounts everything that is in the OpenAPI document, on an instance that writes it. */
export type RestRoutes = (app: FastifyInstance, authenticate: Authenticate) => Promise<void>;

/** Everything below /api that is not the sign-in of pages; each part is a plugin of the package that owns it. */
export const createRestRoutes =
  ({ auth, ...host }: RestOptions): RestRoutes =>
  async (app, authenticate) => {
    await app.register(accountRoutes, { prefix: '/api/v1', auth, pool: host.pool, authenticate });
    await app.register(runDownloads, { pool: host.pool, experiments, authenticate });
    for (const mount of experimentRoutes) await mount(app, { ...host, authenticate });
  };
