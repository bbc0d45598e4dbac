import { runDownloads } from '@lab/runs/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { experimentRoutes, experiments } from './experiments.ts';

export interface RestOptions {
  readonly pool: Pool;
}

/** Resolves with the caller; throws LabError `not-signed-in`. */
export type Authenticate = (request: FastifyRequest) => Promise<unknown>;
export type RestRoutes = (app: FastifyInstance, authenticate: Authenticate) => Promise<void>;

/** Everything below /api that is not sign-in; each part is a plugin of the package that owns it. */
export const createRestRoutes =
  ({ pool }: RestOptions): RestRoutes =>
  async (app, authenticate) => {
    await app.register(runDownloads, { pool, experiments, authenticate });
    for (const routes of experimentRoutes) await app.register(routes, { pool, authenticate });
  };
