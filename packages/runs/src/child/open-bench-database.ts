import { setTimeout as delay } from 'node:timers/promises';
import type { BenchDatabase } from '@lab/bench';
import { explainConnectError, requireVersion } from '@lab/db';
import { LabError } from '@lab/errors';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { startMeasuringCluster } from './start-measuring-cluster.ts';

export interface OpenBenchDatabaseOptions {
  /** The checkout: a private cluster lives in its `.lab/bench`. */
  readonly labRoot: string;
  /** An external server. Only its database `lab_bench` is used, created if the account may. */
  readonly databaseUrl?: string | undefined;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

export interface OpenBenchDatabase extends AsyncDisposable {
  readonly database: BenchDatabase;
}

/** Never application data: measuring truncates, swaps and bloats tables. */
const databaseName = 'lab_bench';

const connected = async (url: URL): Promise<Client> => {
  const client = new Client({
    connectionString: url.href,
    application_name: 'lab-bench-holder',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
};

const withDatabase = (url: URL, name: string): URL => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed;
};

const stateOf = (error: unknown): string => (error instanceof DatabaseError ? (error.code ?? '') : '');

const createDatabase = async (client: Client, url: URL): Promise<void> => {
  const { rows } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (rows.length > 0) return;
  await client.query(`create database ${escapeIdentifier(databaseName)}`).catch((error: unknown) => {
    // 42P04: another machine was faster.
    if (stateOf(error) === '42P04') return;
    const right = `create the database ${databaseName}; ask its owner for "create database ${databaseName}"`;
    if (stateOf(error) === '42501')
      throw new LabError('database-right-missing', { user: url.username, where: url.host, right }, { cause: error });
    throw error;
  });
};

/** Two machines may use one server: the second waits, as it would on its own machine. */
const takeServerLock = async (client: Client, { signal, note }: OpenBenchDatabaseOptions): Promise<void> => {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('lab-bench')) as taken`,
    );
    if (rows[0]?.taken) break;
    note('Waits for a run of another machine on the same server.');
    await delay(1000, undefined, { signal });
  }
  // Nobody else can be measuring now, so whatever still bears the name of a run is left over from a killed one.
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'lab-bench:%' and datname = $1`,
    [databaseName],
  );
  // A killed process leaves its statement running until the server looks at the connection. Only a convenience.
  await client
    .query(`alter database ${escapeIdentifier(databaseName)} set client_connection_check_interval = '2s'`)
    .catch(() => {});
};

const openExternal = async (address: string, options: OpenBenchDatabaseOptions): Promise<OpenBenchDatabase> => {
  const url = URL.parse(address);
  if (!url?.protocol.startsWith('postgres'))
    throw new LabError('bad-setting', {
      name: 'BENCH_DATABASE_URL',
      allowed: 'an address such as postgresql://user:password@host:5432/postgres',
      value: 'something else',
    });
  // `sslmode=require` as PostgreSQL's own clients mean it: encrypted, the authority not verified.
  if (url.searchParams.has('sslmode') && !url.searchParams.has('uselibpqcompat'))
    url.searchParams.set('uselibpqcompat', 'true');
  const target = withDatabase(url, databaseName);
  try {
    // The database of the address is only asked to create ours; it may not exist when ours does.
    const client = await connected(target).catch(async (error: unknown) => {
      if (stateOf(error) !== '3D000') throw error;
      const first = await connected(url.pathname.length > 1 ? url : withDatabase(url, 'postgres'));
      await requireVersion(first, url.host)
        .then(() => createDatabase(first, url))
        .finally(() => first.end());
      return connected(target);
    });
    await takeServerLock(client, options).catch(async (error: unknown) => {
      await client.end();
      throw error;
    });
    return {
      database: { connectionString: target.href, server: 'external' },
      [Symbol.asyncDispose]: () => client.end().catch(() => {}),
    };
  } catch (error) {
    if (error instanceof LabError || options.signal.aborted) throw error;
    throw explainConnectError(error, { where: url.host, user: url.username, setting: 'BENCH_DATABASE_URL' });
  }
};

/**
 * Opens the database to measure in: a private cluster with recorded settings, or `lab_bench` on an external server.
 *
 * @throws LabError `database-unreachable`, `database-too-old`, `database-right-missing` or `bad-setting`.
 */
export const openBenchDatabase = async (options: OpenBenchDatabaseOptions): Promise<OpenBenchDatabase> => {
  if (options.databaseUrl) return openExternal(options.databaseUrl, options);
  const server = await startMeasuringCluster(options.labRoot);
  const url = new URL(server.connectionString);
  const client = await connected(url);
  await createDatabase(client, url).finally(() => client.end());
  return {
    database: {
      connectionString: withDatabase(url, databaseName).href,
      server: 'private',
      dataDirectory: server.directory,
      pid: server.pid,
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
};
