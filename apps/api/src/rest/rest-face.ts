import type { Authenticate } from '@lab/rest';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Identify } from '../http/authenticate.ts';
import type { RestRoutes } from './create-rest-routes.ts';
import { limitRate, type RateLimit } from './limit-rate.ts';
import { openapiDocument } from './openapi-document.ts';
import { referencePage } from './reference-page.ts';

export interface RestFaceOptions {
  readonly identify: Identify;
  readonly authenticate: Authenticate;
  readonly limit: RateLimit;
  readonly routes: RestRoutes;
  /** Throws `not-found`. */
  readonly nothingHere: (request: FastifyRequest) => Promise<never>;
}

/** Everything below /api but the sign-in of pages: limited, described, and never a page of the dashboard. */
export const restFace: FastifyPluginAsync<RestFaceOptions> = async (app, options) => {
  const { identify, authenticate, limit, routes, nothingHere } = options;
  // What is not JSON is refused (415); Fastify would take plain text for a body that fails its schema. Uploads bring their own parser.
  app.removeContentTypeParser('text/plain');
  // Beside the limit: a page and its script, without a query.
  await app.register(referencePage);
  await app.register(async (api) => {
    await api.register(limitRate, { ...limit, identify });
    await api.register(openapiDocument);
    await routes(api, authenticate);
    // Nothing below /api is ever forwarded: a mistyped address gets a problem, not a page.
    for (const url of ['/api', '/api/*']) api.all(url, { schema: { hide: true } }, nothingHere);
  });
};
