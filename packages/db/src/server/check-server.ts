import { LabError } from '@lab/errors';
import { Client } from 'pg';
import { databaseOf } from './database-of.ts';
import { explainConnectError } from './explain-connect-error.ts';
import { requireVersion } from './require-version.ts';

export interface ServerFacts {
  /** `18.4`. */
  readonly version: string;
  readonly major: number;
  /** Host, port and database, without user and password. */
  readonly where: string;
  readonly user: string;
  readonly superuser: boolean;
  readonly tls: boolean;
  /** What the account may do beyond what is needed: the parts that want one of these are left out without it. */
  readonly rights: {
    /** A database of its own for measurements, a shadow for `lab db diff`. */
    readonly createDatabase: boolean;
    /** A schema for the job queue when there is no Redis. */
    readonly createSchema: boolean;
    /** Role pg_checkpoint: a checkpoint before each sample. */
    readonly checkpoint: boolean;
    /** Role pg_read_all_stats: sessions and statistics of other accounts. */
    readonly readAllStats: boolean;
    /** Role pg_write_server_files or pg_read_server_files: COPY from a file on the server. */
    readonly readServerFiles: boolean;
  };
}

interface Answer {
  number: number;
  version: string;
  user: string;
  superuser: boolean;
  create_tables: boolean;
  create_database: boolean;
  create_schema: boolean;
  checkpoint: boolean;
  read_all_stats: boolean;
  read_server_files: boolean;
  tls: boolean;
}

const hasRole = (role: string) =>
  `EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '${role}' AND pg_has_role(r.oid, 'USAGE'))`;

const question = `
SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
       me.rolname AS user, me.rolsuper AS superuser, me.rolsuper OR me.rolcreatedb AS create_database,
       EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = 'public' AND has_schema_privilege(n.oid, 'CREATE')) AS create_tables,
       has_database_privilege(current_database(), 'CREATE') AS create_schema,
       ${hasRole('pg_checkpoint')} AS checkpoint,
       ${hasRole('pg_read_all_stats')} AS read_all_stats,
       ${hasRole('pg_read_server_files')} AS read_server_files,
       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS tls
FROM pg_roles me WHERE me.rolname = current_user`;

const ask = async (connectionString: string, where: string, user: string): Promise<Answer> => {
  const client = new Client({ connectionString, application_name: 'lab-check', connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await requireVersion(client, where);
    const { rows } = await client.query<Answer>(question);
    if (!rows[0]) throw new Error('it answered nothing');
    return rows[0];
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw explainConnectError(error, { where, user, setting: 'DATABASE_URL' });
  } finally {
    await client.end().catch(() => undefined);
  }
};

/**
 * Connects once and asks what the server is and what the account may do there. Needs no superuser.
 * @throws LabError `bad-setting`, `database-unreachable`, `database-too-old`, `database-right-missing` (log in, create tables)
 */
export const checkServer = async (connectionString: string): Promise<ServerFacts> => {
  const { where, user: asked } = databaseOf(connectionString);
  const answer = await ask(connectionString, where, asked);
  const { user, superuser, tls } = answer;
  const version = answer.version.split(' ')[0] ?? answer.version;
  const major = Math.floor(answer.number / 10_000);
  if (!answer.create_tables)
    throw new LabError('database-right-missing', { where, user, right: 'create tables in the schema public' });
  return {
    version,
    major,
    where,
    user,
    superuser,
    tls,
    rights: {
      createDatabase: answer.create_database,
      createSchema: answer.create_schema,
      checkpoint: answer.checkpoint,
      readAllStats: answer.read_all_stats,
      readServerFiles: answer.read_server_files,
    },
  };
};
