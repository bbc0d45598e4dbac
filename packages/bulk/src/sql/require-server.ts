import { BulkError } from '../bulk-error.ts';
import type { Session } from '../session/session.ts';

/** Refuses a server that is older than `major`. */
export const requireServer = async (session: Session, major: number, feature: string, table: string): Promise<void> => {
  const { rows } = await session.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  if (Number(rows[0]?.number) < major * 10_000)
    throw new BulkError(
      'unsupported-server',
      `Table ${table}: ${feature} needs PostgreSQL ${major} or newer; this server is ${String(rows[0]?.version)}.`,
      { table },
    );
};
