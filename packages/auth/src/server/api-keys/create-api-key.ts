import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import { type CreatedApiKey, mostApiKeys, type NewApiKey } from '../../contract.ts';
import type { Auth } from '../create-auth.ts';

export interface CreateApiKeyOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly userId: string;
  readonly request: NewApiKey;
}

const secondsADay = 86_400;

/**
 * Makes a key of this account. The key itself is in this answer and nowhere else: the database has its SHA-256 hash, which is enough
 * for what has over 300 random bits. Throws LabError `bad-input` when the account has `mostApiKeys` already; two requests at the same
 * moment may make one more, which harms nobody.
 */
export const createApiKey = async ({ auth, pool, userId, request }: CreateApiKeyOptions): Promise<CreatedApiKey> => {
  const { rows } = await pool.query<{ keys: number }>(
    'SELECT count(*)::int AS keys FROM auth_api_key WHERE reference_id = $1',
    [userId],
  );
  if ((rows[0]?.keys ?? 0) >= mostApiKeys)
    throw new LabError('bad-input', { problem: `An account has at most ${mostApiKeys} API keys; revoke one first.` });
  const { id, name, start, key, createdAt, expiresAt } = await auth.api.createApiKey({
    body: { userId, name: request.name, expiresIn: request.expiresInDays * secondsADay },
  });
  return {
    id,
    name: name ?? request.name,
    start: start ?? '',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: null,
    key,
  };
};
