import type { Pool } from 'pg';
import type { ApiKeySummary } from '../../contract.ts';

interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** The keys of one account, the newest first; the keys themselves are not in the database. */
export const listApiKeys = async (pool: Pool, userId: string): Promise<readonly ApiKeySummary[]> => {
  const { rows } = await pool.query<Row>(
    `SELECT id, name, start, created_at AS "createdAt", expires_at AS "expiresAt", last_request AS "lastUsedAt"
     FROM auth_api_key WHERE reference_id = $1 ORDER BY created_at DESC, id`,
    [userId],
  );
  return rows.map(({ id, name, start, createdAt, expiresAt, lastUsedAt }) => ({
    id,
    name: name ?? '',
    start: start ?? '',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
};
