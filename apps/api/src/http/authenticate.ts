import { type Auth, findCaller } from '@lab/auth/server';
import { LabError } from '@lab/errors';
import type { Authenticate, Caller } from '@lab/rest';
import type { FastifyRequest } from 'fastify';
import type { Pool } from 'pg';

/** Who sent a REST request; null for nobody. */
export type Identify = (request: FastifyRequest) => Promise<Caller | null>;

/**
 * Asks the database once a request, whoever asks: the limiter counts by caller before a route wants to know whether there is one.
 */
export const createAuthenticate = (options: { readonly auth: Auth; readonly pool: Pool }) => {
  const known = new WeakMap<FastifyRequest, Promise<Caller | null>>();
  const identify: Identify = (request) => {
    const asked = known.get(request);
    if (asked) return asked;
    const found = findCaller(options, request.headers);
    known.set(request, found);
    return found;
  };
  const authenticate: Authenticate = async (request) => {
    const caller = await identify(request);
    if (!caller) throw new LabError('not-signed-in');
    return caller;
  };
  return { identify, authenticate };
};
