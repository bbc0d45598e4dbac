import type { FastifyPluginAsync } from 'fastify';
import { reasonOf } from '../system/reason-of.ts';
import { within } from '../system/within.ts';
// Brings `draining` along for whoever compiles this file alone.
import type {} from './drain.ts';

/** One thing that this process cannot work without. `run` resolves when it is well and rejects with the reason. */
export interface HealthCheck {
  readonly id: string;
  readonly label: string;
  run(): Promise<void>;
}

interface CheckResult {
  readonly id: string;
  readonly label: string;
  readonly status: 'ok' | 'down';
  readonly detail?: string;
}

export interface HealthOptions {
  readonly checks: readonly HealthCheck[];
  readonly timeoutMs?: number;
}

const runCheck = async ({ id, label, run }: HealthCheck, timeoutMs: number): Promise<CheckResult> => {
  try {
    await within(timeoutMs, run());
    return { id, label, status: 'ok' };
  } catch (error) {
    return { id, label, status: 'down', detail: reasonOf(error) };
  }
};

/** `live`: the process runs. `ready`: and what it needs answers; otherwise 503 and the names of what is down. */
export const healthRoutes: FastifyPluginAsync<HealthOptions> = async (app, { checks, timeoutMs = 2000 }) => {
  app.get('/health/live', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/health/ready', async (_, reply) => {
    const results = await Promise.all(checks.map((check) => runCheck(check, timeoutMs)));
    const down = results.filter(({ status }) => status === 'down').map(({ id }) => id);
    const status = app.draining ? 'shutting down' : down.length > 0 ? 'down' : 'ok';
    return reply
      .code(status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status, down, checks: results });
  });
};
