import type { IncomingHttpHeaders } from 'node:http';
import type { SignedInUser } from '@lab/rpc';
import { fromNodeHeaders } from 'better-auth/node';
import type { Pool } from 'pg';
import { blameDatabase } from './blame-database.ts';
import type { Auth } from './create-auth.ts';

/** Who sent this request, by its session cookie; null for nobody. */
export const findUser = async (
  { auth, pool }: { readonly auth: Auth; readonly pool: Pool },
  headers: IncomingHttpHeaders,
): Promise<SignedInUser | null> => {
  // Most requests without a session carry no cookie at all: no need to ask.
  if (!headers.cookie) return null;
  const found = await auth.api.getSession({ headers: fromNodeHeaders(headers) }).catch(async (error: unknown) => {
    await blameDatabase(pool);
    throw error;
  });
  if (!found || found.user.banned) return null;
  const { id, email, name, role } = found.user;
  return { id, email, name, role: role === 'admin' ? 'admin' : 'user' };
};
