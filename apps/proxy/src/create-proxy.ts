import { LabError, toProblem } from '@lab/errors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from 'fastify';

export interface ProxyOptions {
  readonly logger: FastifyBaseLogger;
}

export interface ProxyHost {
  readonly app: FastifyInstance;
  /** Stops accepting, lets open requests finish, and closes what is left after the time. */
  drain(milliseconds: number): Promise<void>;
}

const welcome =
  'This is the host of the streaming proxy, which is still to come: for now only /health/live and /health/ready answer here.\n';

const send = (reply: FastifyReply, error: unknown, logId: string) => {
  const problem = toProblem(error, logId);
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
};

/**
 * The HTTP host of the reverse proxy: sockets, limits and drain. For now it only answers for its own health; the request
 * handlers are mounted from `@lab/streaming-proxy/proxy`.
 */
export const createProxy = ({ logger }: ProxyOptions): ProxyHost => {
  let draining = false;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    // a keep-alive connection is told with its last answer, instead of being cut under the client's next request
    return503OnClosing: true,
  });
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'request failed');
    return send(reply, error, request.id);
  });
  app.setNotFoundHandler((request, reply) =>
    send(reply, new LabError('not-found', { path: request.url.split('?', 1)[0] ?? '/' }), request.id),
  );
  app.addHook('onSend', async (_, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  app.get('/', async (_, reply) => reply.type('text/plain; charset=utf-8').send(welcome));
  app.get('/health/live', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/health/ready', async (_, reply) =>
    reply
      .code(draining ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({ status: draining ? 'shutting down' : 'ok' }),
  );
  return {
    app,
    async drain(milliseconds) {
      draining = true;
      app.server.closeIdleConnections();
      const late = setTimeout(() => app.server.closeAllConnections(), milliseconds);
      await app.close();
      clearTimeout(late);
    },
  };
};
