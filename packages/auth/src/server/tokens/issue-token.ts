import { addressGroup } from '@lab/rest';
import type { Pool } from 'pg';
import type { Credentials, Token } from '../../contract.ts';
import { blameDatabase } from '../blame-database.ts';
import { countAttempt } from '../count-attempt.ts';
import { type Auth, addressHeader } from '../create-auth.ts';
import { explainRefusal } from '../explain-refusal.ts';

export interface IssueTokenOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly credentials: Credentials;
  /** Of the caller. */
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** Calls inside the process pass better-auth's limit by address by; its limit by account holds here as well. */
const addressLimit = { window: 60, max: 30 };

/**
 * Signs in and answers the session as a bearer token. It is a session like that of a page: seen as ended at the next request once it
 * is, with the account's rights as they are then.
 * @throws LabError `wrong-credentials`, `too-many-requests`, `not-allowed` (a banned account)
 */
export const issueToken = async ({
  auth,
  pool,
  credentials,
  address,
  userAgent,
}: IssueTokenOptions): Promise<Token> => {
  await countAttempt(pool, `token address ${addressGroup(address)}`, addressLimit);
  const headers = new Headers({
    [addressHeader]: address,
    ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
  });
  const response = await auth.api.signInEmail({ body: { ...credentials }, headers, asResponse: true });
  if (response.status >= 500) await blameDatabase(pool);
  const body = await response.text();
  const refusal = { status: response.status, path: '/sign-in/email' };
  if (response.status >= 400 && response.status < 500) throw explainRefusal(refusal, body, null);
  const offered = response.headers.get('set-auth-token');
  if (!response.ok || offered === null) throw new Error(`better-auth answered ${response.status} without a token`);
  const token = decodeURIComponent(offered);
  const found = await auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) });
  if (!found) throw new Error('the token of a new session opens nothing');
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: Math.round((found.session.expiresAt.getTime() - Date.now()) / 1000),
  };
};
