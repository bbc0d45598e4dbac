import { Client, escapeLiteral } from 'pg';
import type { BenchDatabase } from '../contract/definition.ts';
import { BenchError } from '../errors/bench-error.ts';

/** Session names of a run. They end with it, by name. 53 bytes at most; PostgreSQL keeps 63. */
export const sessionNames = (runId: string) => {
  const run = `lab-bench:${runId}`;
  return { run, sample: `${run}:sample`, control: `${run}:control` };
};

/** The runner's own session, for counters and for ending other sessions. */
export interface Control extends AsyncDisposable {
  readonly client: Client;
  /** Notes about rights that the account lacks. */
  readonly notes: readonly string[];
  readonly mayCheckpoint: boolean;
  readonly walReadable: boolean;
  /** Ends sessions of this run: all but this one, or those of the sample's process. Resolves when they are gone. */
  endSessions(which: 'all' | 'sample'): Promise<void>;
  /** @throws BenchError `database-unreachable` when the server is gone. */
  ping(): Promise<void>;
}

const hostOf = (connectionString: string): string => {
  const url = URL.parse(connectionString);
  return url ? url.host || 'the local socket' : 'the given address';
};

const endDeadlineMs = 10_000;

const abilities = async (client: Client): Promise<{ readonly checkpoint: boolean; readonly wal: boolean }> => {
  const { rows } = await client.query<{ checkpoint: boolean }>(
    `select rolsuper or pg_has_role(current_user, 'pg_checkpoint', 'member') as checkpoint from pg_roles where rolname = current_user`,
  );
  const wal = await client.query('select pg_current_wal_insert_lsn()').then(
    () => true,
    () => false,
  );
  return { checkpoint: rows[0]?.checkpoint ?? false, wal };
};

const oldestMajor = 15;

const requireVersion = async (client: Client, where: string): Promise<void> => {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  );
  const [row] = rows;
  if (row && row.number >= oldestMajor * 10_000) return;
  await client.end();
  throw new BenchError('database-too-old', { where, version: row?.version ?? 'unknown', needed: String(oldestMajor) });
};

/** @throws BenchError `database-unreachable` or `database-too-old`. */
export const connectControl = async (database: BenchDatabase, runId: string): Promise<Control> => {
  const where = hostOf(database.connectionString);
  const names = sessionNames(runId);
  const client = new Client({
    connectionString: database.connectionString,
    application_name: names.control,
    connectionTimeoutMillis: 10_000,
  });
  const unreachable = (cause: unknown) =>
    new BenchError(
      'database-unreachable',
      { where, reason: cause instanceof Error ? cause.message || cause.name : String(cause) },
      { cause },
    );
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost = error;
  });
  await client.connect().catch((error: unknown) => {
    throw unreachable(error);
  });
  await requireVersion(client, where);
  const { checkpoint, wal } = await abilities(client);
  const endSessions = async (which: 'all' | 'sample') => {
    const pattern = which === 'all' ? `${names.run}%` : names.sample;
    const deadline = Date.now() + endDeadlineMs;
    for (;;) {
      const { rows } = await client
        .query<{ gone: number }>(
          `select count(pg_terminate_backend(pid))::int as gone from pg_stat_activity
         where application_name like ${escapeLiteral(pattern)} and pid <> pg_backend_pid()`,
        )
        .catch((error: unknown) => {
          throw unreachable(error);
        });
      if (!rows[0]?.gone || Date.now() > deadline) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    client,
    mayCheckpoint: checkpoint,
    walReadable: wal,
    notes: [
      ...(checkpoint ? [] : ['No CHECKPOINT before samples: the account is neither superuser nor in pg_checkpoint.']),
      ...(wal ? [] : ['No WAL counter: this server does not show its WAL position.']),
      ...(wal && database.server === 'external'
        ? ['WAL bytes are those of the whole server: other databases on it are counted too.']
        : []),
      ...(database.server === 'external' ? ['No CPU time of the server: it is not a private cluster.'] : []),
    ],
    endSessions,
    ping: async () => {
      if (lost) throw unreachable(lost);
      await client.query('select 1').catch((error: unknown) => {
        throw unreachable(error);
      });
    },
    [Symbol.asyncDispose]: async () => {
      await endSessions('all').catch(() => {});
      await client.end().catch(() => {});
    },
  };
};
