import httpProxy from '@fastify/http-proxy';
import { LabError } from '@lab/errors';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ExplainError } from './explain-error.ts';
import { sendProblem } from './send-problem.ts';
import { startingPage } from './starting-page.ts';

export interface ForwardOptions {
  readonly dashboardUrl: string;
  readonly explain: ExplainError;
}

type Caller = Pick<FastifyRequest, 'ip' | 'host' | 'protocol'>;
type Headers = NodeJS.Dict<string | string[]>;

/**
 * What the dashboard may believe about the caller is what we saw, never what the caller says: these are dropped and set anew.
 * `x-middleware-subrequest` once let anybody skip Next's own checks (CVE-2025-29927).
 */
const ownHeaders = /^(x-forwarded-.*|forwarded|x-real-ip|x-middleware-.*)$/;

const forwardedHeaders = (request: Caller, headers: Headers): Headers => ({
  // A visitor who is not signed in sends no cookie: a header of `undefined` would end his hot-reload socket, without which a
  // development page of Next never comes alive.
  ...Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !ownHeaders.test(name)),
  ),
  'x-forwarded-for': request.ip,
  'x-forwarded-host': request.host,
  'x-forwarded-proto': request.protocol,
});

const isAway = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause)
    if (
      'code' in at &&
      ['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'].includes(String(at.code))
    )
      return true;
  return false;
};

/** The library's types leave `rewriteRequestHeaders` out; its documentation does not. */
const toDashboard = {
  handshakeTimeout: 10_000,
  rewriteRequestHeaders: (headers: Headers, request: FastifyRequest): Headers =>
    // Next compares the origin of a hot-reload socket with where it is served, so it is told.
    forwardedHeaders(request, { ...headers, cookie: request.headers.cookie, origin: request.headers.origin }),
};

/** Every path that is not ours goes to the dashboard's private port: bodies and replies as streams, WebSockets for hot reload. */
export const forwardToDashboard: FastifyPluginAsync<ForwardOptions> = async (app, { dashboardUrl, explain }) => {
  await app.register(httpProxy, {
    upstream: dashboardUrl,
    disableRequestLogging: true,
    // Long replies (streamed pages, a first compile) are not errors; whoever waits may leave.
    undici: { headersTimeout: 300_000, bodyTimeout: 0, connections: 256 },
    replyOptions: {
      // A 503 of the dashboard is its answer, not an invitation to ask ten more times.
      retryDelay: () => null,
      rewriteRequestHeaders: (request, headers) => forwardedHeaders(request, headers),
      // Of one hop only (RFC 9110, 7.6.1), or nobody's business.
      rewriteHeaders: ({ connection: _, 'keep-alive': __, 'x-powered-by': ___, ...headers }) => headers,
      onError: (reply, { error }) => {
        const { headers } = reply.request;
        if (isAway(error) && reply.request.method === 'GET' && headers.accept?.includes('text/html'))
          reply
            .code(503)
            .headers({ 'retry-after': '1', 'cache-control': 'no-store' })
            .type('text/html')
            .send(startingPage);
        else if (isAway(error))
          sendProblem(reply, new LabError('dashboard-unavailable', {}, { cause: error }), explain);
        else sendProblem(reply, error, explain);
      },
    },
    websocket: true,
    wsClientOptions: toDashboard,
    wsServerOptions: { maxPayload: 16 * 1024 * 1024 },
  });
};
