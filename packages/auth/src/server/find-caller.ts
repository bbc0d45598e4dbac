import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '@lab/rest';
import type { Pool } from 'pg';
import { findKeyOwner } from './api-keys/find-key-owner.ts';
import type { Auth } from './create-auth.ts';
import { findSession } from './find-session.ts';

/**
 * Who sent this REST request: by `X-API-Key`, by `Authorization: Bearer`, or by the session cookie of the pages; null for nobody.
 * Whoever shows a key or a token is judged by that alone: a wrong one never falls back to a cookie that the request carries as well.
 */
export const findCaller = async (
  options: { readonly auth: Auth; readonly pool: Pool },
  { cookie, authorization, 'x-api-key': key }: IncomingHttpHeaders,
): Promise<Caller | null> => {
  if (key !== undefined) return typeof key === 'string' ? findKeyOwner(options.pool, key) : null;
  if (authorization !== undefined) {
    const user = await findSession(options, new Headers({ authorization }));
    return user && { ...user, via: 'token', keyId: null };
  }
  if (cookie === undefined) return null;
  const user = await findSession(options, new Headers({ cookie }));
  return user && { ...user, via: 'session', keyId: null };
};
