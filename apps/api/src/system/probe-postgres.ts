import { join, sep } from 'node:path';
import type { Pool } from 'pg';
import { reasonOf } from './reason-of.ts';
import type { ServiceState } from './system-state.ts';
import { within } from './within.ts';

export interface PostgresProbeOptions {
  readonly pool: Pool;
  /** `host:port/database`, no password. */
  readonly where: string;
  /** The checkout: a server whose data lies below its `.lab` is the embedded one. */
  readonly labRoot: string | undefined;
  readonly timeoutMs: number;
}

interface Row {
  readonly version: string;
  readonly directory: string | null;
  readonly bytes: string;
}

/** Which Postgres, and its version for the machine facts. */
export const probePostgres = async ({
  pool,
  where,
  labRoot,
  timeoutMs,
}: PostgresProbeOptions): Promise<{ readonly service: ServiceState; readonly version: string | null }> => {
  const base = { id: 'postgres', label: 'PostgreSQL' } as const;
  try {
    const { rows } = await within(
      timeoutMs,
      pool.query<Row>(
        // pg_settings leaves out what the account may not see, where SHOW would fail.
        `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes,
           (SELECT setting FROM pg_settings WHERE name = 'data_directory') AS directory`,
      ),
    );
    const row = rows[0];
    const version = row?.version.split(' ')[0] ?? 'unknown';
    const embedded = labRoot !== undefined && row?.directory?.startsWith(join(labRoot, '.lab') + sep) === true;
    return {
      version,
      service: {
        ...base,
        using: `PostgreSQL ${version}${embedded ? ', embedded' : ''} at ${where}`,
        why: embedded
          ? 'DATABASE_URL is not set, so the server that comes with Backend Lab runs in .lab.'
          : 'DATABASE_URL names it.',
        status: 'ok',
        detail: `${(Number(row?.bytes ?? 0) / 1e6).toFixed(1)} MB`,
      },
    };
  } catch (error) {
    const service = { ...base, using: `PostgreSQL at ${where}`, why: 'All that Backend Lab knows is stored there.' };
    return { version: null, service: { ...service, status: 'down', detail: reasonOf(error) } };
  }
};
