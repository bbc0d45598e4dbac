import { LabError } from '@lab/errors';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { authPath, devSignInPath } from '../contract.ts';
import { blameDatabase } from './blame-database.ts';
import { type Auth, addressHeader } from './create-auth.ts';
import { offersOneClick } from './offers-one-click.ts';

export interface MountAuthOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly mode: 'development' | 'production';
}

const headersFor = (request: FastifyRequest): Headers => {
  const headers = fromNodeHeaders(request.headers);
  headers.set(addressHeader, request.ip);
  return headers;
};

const answer = async (reply: FastifyReply, response: Response): Promise<FastifyReply> => {
  reply.code(response.status);
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  // `Retry-After` is what clients know (RFC 9110); better-auth only has its own.
  const retryAfter = response.headers.get('x-retry-after');
  if (retryAfter) reply.header('retry-after', retryAfter);
  return reply.header('cache-control', 'no-store').send(Buffer.from(await response.arrayBuffer()));
};

/** The page that asks is served under the name that it asks. Browsers send Origin with every POST; without one this is no page. */
const fromOwnPage = ({ headers: { origin, host } }: FastifyRequest): boolean =>
  origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;

/**
 * Routes of `/api/auth/*`. Bodies stay bytes under the host's limit, and replies take the host's way out, so that limits, security
 * headers and error shapes are the same as everywhere.
 */
export const mountAuth: FastifyPluginAsync<MountAuthOptions> = async (app, { auth, pool, mode }) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_, body, done) => done(null, body));

  const { devSignIn } = auth.api;
  app.post(devSignInPath, async (request, reply) => {
    if (mode !== 'development' || !devSignIn) throw new LabError('not-found', { path: devSignInPath });
    if (!offersOneClick(request, mode) || !fromOwnPage(request)) throw new LabError('not-allowed');
    return answer(reply, await devSignIn({ headers: headersFor(request), asResponse: true }));
  });

  app.route({
    method: ['GET', 'POST'],
    url: `${authPath}/*`,
    handler: async (request, reply) => {
      const url = new URL(request.url, `${request.protocol}://${request.host}`);
      const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
      const headers = headersFor(request);
      const response = await auth.handler(new Request(url, { method: request.method, headers, body }));
      if (response.status >= 500) await blameDatabase(pool);
      return answer(reply, response);
    },
  });
};
