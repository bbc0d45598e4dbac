import type { IncomingHttpHeaders } from 'node:http';
import type { SignedInUser } from '@lab/rpc';
import type { Pool } from 'pg';
import type { Auth } from './create-auth.ts';
import { findSession } from './find-session.ts';

/** Who sent this request of a page, by its session cookie; null for nobody. Keys and tokens are for REST: see `findCaller`. */
export const findUser = async (
  options: { readonly auth: Auth; readonly pool: Pool },
  { cookie }: IncomingHttpHeaders,
): Promise<SignedInUser | null> =>
  // Most requests without a session carry no cookie at all: no need to ask.
  cookie ? findSession(options, new Headers({ cookie })) : null;
