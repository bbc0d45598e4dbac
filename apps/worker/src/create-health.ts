import Fastify, { type FastifyInstance } from 'fastify';

export interface HealthCheck {
  readonly id: string;
  readonly label: string;
  /** Resolves when it is well and rejects with the reason. */
  run(): Promise<unknown>;
}

const within = async (check: HealthCheck, timeoutMs: number) => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  try {
    await Promise.race([check.run(), late]);
    return { id: check.id, label: check.label, status: 'ok' as const };
  } catch (error) {
    const detail = error instanceof Error && error.message ? error.message : String(error);
    return { id: check.id, label: check.label, status: 'down' as const, detail };
  } finally {
    clearTimeout(timer);
  }
};

/** `live`: the process runs and its event loop turns. `ready`: and what it needs answers; 503 with the names of what is down. */
export const createHealth = (checks: readonly HealthCheck[], timeoutMs = 2000): FastifyInstance => {
  const app = Fastify({ forceCloseConnections: true });
  app.get('/health/live', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/health/ready', async (_, reply) => {
    const results = await Promise.all(checks.map((check) => within(check, timeoutMs)));
    const down = results.filter(({ status }) => status === 'down').map(({ id }) => id);
    return reply
      .code(down.length > 0 ? 503 : 200)
      .header('cache-control', 'no-store')
      .send({ status: down.length > 0 ? 'down' : 'ok', down, checks: results });
  });
  return app;
};
