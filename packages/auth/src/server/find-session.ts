import type { SignedInUser } from '@lab/rpc';
import type { Pool } from 'pg';
import { blameDatabase } from './blame-database.ts';
import type { Auth } from './create-auth.ts';

/** The account of a session that `headers` show, by cookie or as a bearer token; null for none, an ended one, or a banned account. */
export const findSession = async (
  { auth, pool }: { readonly auth: Auth; readonly pool: Pool },
  headers: Headers,
): Promise<SignedInUser | null> => {
  const found = await auth.api.getSession({ headers }).catch(async (error: unknown) => {
    await blameDatabase(pool);
    throw error;
  });
  if (!found || found.user.banned) return null;
  const { id, email, name, role } = found.user;
  return { id, email, name, role: role === 'admin' ? 'admin' : 'user' };
};
