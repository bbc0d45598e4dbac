import { defaultKeyHasher } from '@better-auth/api-key';
import type { Caller } from '@lab/rest';
import type { Pool } from 'pg';
import { roleSchema } from '../../contract.ts';
import { apiKeyLength, apiKeyPrefix } from './api-key-plugin.ts';

interface Row {
  readonly keyId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string | null;
}

const shape = new RegExp(`^${apiKeyPrefix}[A-Za-z]{${apiKeyLength}}$`);

/**
 * The owner of an API key; null for a key that is unknown, revoked, expired or of a banned account. One statement by the key's hash.
 * better-auth's own check reads the row, writes all of it back and looks for expired keys, on every request: requests with one key
 * would queue for its row. Here the row is written at most once a minute, for "last used".
 */
export const findKeyOwner = async (pool: Pool, key: string): Promise<Caller | null> => {
  // What cannot be one of ours costs no query.
  if (!shape.test(key)) return null;
  const { rows } = await pool.query<Row>(
    `WITH found AS (
       SELECT k.id AS "keyId", k.last_request, u.id, u.email, u.name, u.role
       FROM auth_api_key k JOIN auth_user u ON u.id = k.reference_id
       WHERE k.key = $1 AND k.enabled IS NOT FALSE AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())
         AND u.banned IS NOT TRUE
     ), used AS (
       UPDATE auth_api_key SET last_request = clock_timestamp()
       WHERE id = (SELECT "keyId" FROM found
         WHERE last_request IS NULL OR last_request < clock_timestamp() - interval '1 minute')
     )
     SELECT "keyId", id, email, name, role FROM found`,
    [await defaultKeyHasher(key)],
  );
  const [row] = rows;
  return row ? { ...row, role: roleSchema.catch('user').parse(row.role), via: 'api-key' } : null;
};
