import { LabError } from '@lab/errors';
import type { Pool } from 'pg';

/** Ends a key of this account for good, at once. Throws LabError `api-key-not-found`, for somebody else's key too. */
export const revokeApiKey = async (pool: Pool, userId: string, id: string): Promise<void> => {
  const { rowCount } = await pool.query('DELETE FROM auth_api_key WHERE id = $1 AND reference_id = $2', [id, userId]);
  if (rowCount === 0) throw new LabError('api-key-not-found', { key: id });
};
