import rateLimit from '@fastify/rate-limit';
import { LabError } from '@lab/errors';
import { addressGroup } from '@lab/rest';
import fastifyPlugin from 'fastify-plugin';
import type { Identify } from '../http/authenticate.ts';

export interface RateLimit {
  /** Requests of one caller in one window. */
  readonly max: number;
  readonly windowSeconds: number;
}

export interface LimitRateOptions extends RateLimit {
  readonly identify: Identify;
}

/** Callers that are counted at once; beyond, the one who asked longest ago begins anew. */
const mostCallers = 10_000;

/**
 * Counts the requests of each caller in fixed windows, in this process: an API key and an account each for itself, everybody else by
 * address. A key that is not one counts for the address that sent it, so that making keys up opens no new window. Every answer says
 * what is left (`RateLimit-*`, draft-ietf-httpapi-ratelimit-headers), a refusal when to come back (`Retry-After`).
 */
export const limitRate = fastifyPlugin<LimitRateOptions>(
  async (app, { max, windowSeconds, identify }) => {
    await app.register(rateLimit, {
      // Below as a hook: the plugin itself would come after each route's own hooks, and thus never count who is refused there.
      global: false,
      max,
      timeWindow: windowSeconds * 1000,
      cache: mostCallers,
      enableDraftSpec: true,
      keyGenerator: async (request) => {
        const caller = await identify(request);
        if (!caller) return `address ${addressGroup(request.ip)}`;
        return caller.keyId === null ? `account ${caller.id}` : `key ${caller.keyId}`;
      },
      errorResponseBuilder: (_, { ttl }) =>
        new LabError('too-many-requests', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
    });
    app.addHook('onRequest', app.rateLimit());
  },
  { name: 'limit-rate' },
);
