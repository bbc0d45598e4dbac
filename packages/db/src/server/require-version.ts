import { LabError } from '@lab/errors';
import type { ClientBase } from 'pg';

/** 15 brought MERGE. What newer versions bring degrades with a message. */
const oldest = 15;

/**
 * Asked before anything is made on a server, so that one which is refused is left as it was.
 * @param where named in the error: host and port, without user and password
 * @throws LabError `database-too-old`
 */
export const requireVersion = async (client: ClientBase, where: string): Promise<void> => {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  const { number = 0, version = 'unknown' } = rows[0] ?? {};
  if (number >= oldest * 10_000) return;
  throw new LabError('database-too-old', { where, version: version.split(' ')[0] ?? version, needed: String(oldest) });
};
