import { toProblem } from '@lab/errors';
import type { FastifyReply, RawServerBase, RouteGenericInterface } from 'fastify';
import type { ExplainError } from './explain-error.ts';
import { logError } from './log-error.ts';

/** Answers with problem+json (RFC 9457). What was not foreseen goes to the log; the body only carries its id. */
export const sendProblem = (
  reply: FastifyReply<RouteGenericInterface, RawServerBase>,
  error: unknown,
  explain: ExplainError,
): void => {
  const known = explain(error, () => reply.request.routeOptions.bodyLimit);
  const problem = toProblem(known ?? error, known ? '' : logError(reply.log, error));
  if (problem.status === 503) reply.header('retry-after', '1');
  // RFC 9110, 15.5.2: a 401 says how one may show who one is.
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  const { seconds } = problem.data;
  if (problem.status === 429 && typeof seconds === 'number') reply.header('retry-after', String(seconds));
  reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
};
