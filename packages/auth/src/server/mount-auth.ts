import { LabError } from '@lab/errors';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { authPath, devSignInPath } from '../contract.ts';
import { blameDatabase } from './blame-database.ts';
import { type Auth, addressHeader } from './create-auth.ts';
import { explainRefusal } from './explain-refusal.ts';
import { offersOneClick } from './offers-one-click.ts';

export interface MountAuthOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly mode: 'development' | 'production';
}

/** Of every body here; on the routes, so that a refusal names it. */
const bodyLimit = 64 * 1024;

const headersFor = (request: FastifyRequest): Headers => {
  const headers = fromNodeHeaders(request.headers);
  headers.set(addressHeader, request.ip);
  return headers;
};

/** better-auth offers a page's token to its scripts as well, where no script needs it: the cookie is HttpOnly for a reason. */
const notForScripts = new Set(['set-cookie', 'set-auth-token', 'access-control-expose-headers']);

const answer = async (reply: FastifyReply, response: Response): Promise<FastifyReply> => {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (response.status >= 400) {
    const path = reply.request.url.split('?', 1)[0] ?? authPath;
    const retryAfter = response.headers.get('x-retry-after');
    throw explainRefusal({ status: response.status, path }, await response.text(), retryAfter);
  }
  for (const [name, value] of response.headers) if (!notForScripts.has(name)) reply.header(name, value);
  return reply
    .code(response.status)
    .header('cache-control', 'no-store')
    .send(Buffer.from(await response.arrayBuffer()));
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
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  const { devSignIn } = auth.api;
  app.post(devSignInPath, { bodyLimit }, async (request, reply) => {
    if (mode !== 'development' || !devSignIn) throw new LabError('not-found', { path: devSignInPath });
    if (!offersOneClick(request, mode) || !fromOwnPage(request)) throw new LabError('not-allowed');
    return answer(reply, await devSignIn({ headers: headersFor(request), asResponse: true }));
  });

  app.route({
    method: ['GET', 'POST'],
    url: `${authPath}/*`,
    bodyLimit,
    handler: async (request, reply) => {
      const url = new URL(request.url, `${request.protocol}://${request.host}`);
      const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
      const headers = headersFor(request);
      const response = await auth.handler(new Request(url, { method: request.method, headers, body }));
      if (response.status >= 500) {
        await blameDatabase(pool);
        throw new Error(`better-auth answered ${response.status}: ${await response.text()}`);
      }
      return answer(reply, response);
    },
  });
};
