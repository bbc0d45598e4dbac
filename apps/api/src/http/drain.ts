import { LabError } from '@lab/errors';
import type { FastifyBaseLogger } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    /** True from the first wish to stop: health says so, and new requests are sent elsewhere. */
    readonly draining: boolean;
    /**
     * Lets requests in flight end, for at most `deadlineMs`, then closes everything. Event streams and WebSockets never end by
     * themselves and are not waited for: their clients reconnect.
     */
    drain(deadlineMs: number): Promise<void>;
  }
}

const isStream = (headers: { readonly accept?: string | undefined; readonly upgrade?: string | undefined }) =>
  headers.accept?.includes('text/event-stream') === true || headers.upgrade !== undefined;

/** Counts what is in flight, so that a stop can wait for exactly that. */
export const drainable = fastifyPlugin(
  async (app) => {
    let draining = false;
    const inFlight = new Set<object>();
    let whenIdle = () => {};

    app.addHook('onRequest', async (request, reply) => {
      if (draining && !request.url.startsWith('/health/')) {
        reply.header('connection', 'close');
        throw new LabError('shutting-down');
      }
      if (isStream(request.headers)) return;
      inFlight.add(request.raw);
      // Not onResponse: a hijacked reply never gets there, a broken connection neither.
      reply.raw.once('close', () => {
        inFlight.delete(request.raw);
        if (inFlight.size === 0) whenIdle();
      });
    });
    app.decorate('draining', { getter: () => draining });
    app.decorate('drain', async (deadlineMs: number) => {
      draining = true;
      if (inFlight.size > 0) {
        const log: FastifyBaseLogger = app.log;
        log.info({ inFlight: inFlight.size, deadlineMs }, 'waiting for requests in flight');
        const { promise, resolve } = Promise.withResolvers<void>();
        whenIdle = resolve;
        const timer = setTimeout(resolve, deadlineMs);
        await promise;
        clearTimeout(timer);
        if (inFlight.size > 0) log.warn({ inFlight: inFlight.size }, 'requests cut off at the deadline');
      }
      await app.close();
    });
  },
  { name: 'drain' },
);
