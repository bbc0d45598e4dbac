import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPool } from '@lab/db';
import { diff, migrate, reset } from '@lab/db/migrate';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { freePort, startPostgres } from '@lab/services';
import { expect, test } from 'vitest';
import { checkServer } from '../src/server/check-server.ts';

const run = promisify(execFile);

/** An account with a password and nothing else. */
const createRole = async ({ pool, connectionString }: TestDatabase) => {
  const name = `role_${Math.random().toString(36).slice(2)}`;
  await pool.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' NOSUPERUSER NOCREATEDB NOCREATEROLE`);
  const url = new URL(connectionString);
  url.username = name;
  url.password = 'secret';
  return {
    name,
    connectionString: url.href,
    async [Symbol.asyncDispose]() {
      await pool.query(`DROP OWNED BY ${name} CASCADE`);
      await pool.query(`DROP ROLE ${name}`);
    },
  };
};

const grantCreate = async ({ pool, connectionString }: TestDatabase, role: string) => {
  await pool.query(`GRANT CREATE ON SCHEMA public TO ${role}`);
  await pool.query(`GRANT CREATE ON DATABASE ${new URL(connectionString).pathname.slice(1)} TO ${role}`);
};

test('says what the server is and what the account may do', async () => {
  await using database = await testDatabase();
  const facts = await checkServer(database.connectionString);
  expect(facts).toMatchObject({ major: 18, user: 'lab', superuser: true, tls: false });
  expect(Object.values(facts.rights)).toEqual([true, true, true, true, true]);
  expect(facts.where).toMatch(/^127\.0\.0\.1:\d+\/test_/);
});

test('an account that may create tables and schemas and no more is enough, and everything that it may not do is said', async () => {
  await using database = await testDatabase({ empty: true });
  await using role = await createRole(database);
  await grantCreate(database, role.name);
  const facts = await checkServer(role.connectionString);
  expect(facts.superuser).toBe(false);
  expect(Object.values(facts.rights)).toEqual([false, true, false, false, false]);
  expect((await migrate(role)).applied).toContain('20261121000000_runs');
  await using pool = createPool({ ...role, applicationName: 'lab-test-role' });
  await pool.query(`INSERT INTO outbox (job, payload) VALUES ('test.work', '{}')`);
  await expect(diff(role)).rejects.toMatchObject({ code: 'database-right-missing', data: { user: role.name } });
  expect((await reset(role)).applied).toContain('20261121000000_runs');
  expect((await pool.query('SELECT FROM outbox')).rowCount).toBe(0);
});

test('an account that may not create schemas is told so before anything is made, unless somebody has made them for it', async () => {
  await using database = await testDatabase({ empty: true });
  await using role = await createRole(database);
  const { pool } = database;
  await pool.query(`GRANT CREATE ON SCHEMA public TO ${role.name}`);
  await expect(migrate(role)).rejects.toThrow(
    new RegExp(`^The account ${role.name} at .* may not create schemas and extensions in the database`),
  );
  const { rows } = await pool.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  expect(rows).toEqual([]);
  await pool.query(
    `CREATE SCHEMA naive AUTHORIZATION ${role.name}; CREATE SCHEMA optimized AUTHORIZATION ${role.name}`,
  );
  await pool.query('CREATE EXTENSION pg_trgm; CREATE EXTENSION fuzzystrmatch; CREATE EXTENSION unaccent');
  expect((await migrate(role)).applied).toContain('20261121000400_customer_search');
});

test('an account that may not create tables is told so', async () => {
  await using database = await testDatabase({ empty: true });
  await using role = await createRole(database);
  await expect(migrate(role)).rejects.toThrow(
    new RegExp(`^The account ${role.name} at .* may not create tables in the schema public`),
  );
});

test.each([
  [
    'nobody listens',
    (url: URL) => {
      url.port = '1';
    },
    /nobody listens there/,
  ],
  [
    'the database does not exist',
    (url: URL) => {
      url.pathname = '/nowhere';
    },
    /the database does not exist/,
  ],
  [
    'the host is unknown',
    (url: URL) => {
      url.hostname = 'nowhere.invalid';
    },
    /the host name/,
  ],
  [
    'TLS is not offered',
    (url: URL) => {
      url.searchParams.set('sslmode', 'verify-full');
    },
    /does not offer TLS/,
  ],
])('a server that cannot be reached: %s', async (_, change, sentence) => {
  await using database = await testDatabase();
  const url = new URL(database.connectionString);
  change(url);
  const checking = checkServer(url.href);
  await expect(checking).rejects.toMatchObject({ code: 'database-unreachable' });
  await expect(checking).rejects.toThrow(sentence);
  // The sentence ends in a terminal or a log.
  await expect(checking).rejects.not.toThrow(/lab:lab|wrong@/);
});

test.each([
  [
    'the password is wrong',
    (url: URL) => {
      url.password = 'wrong';
    },
  ],
  [
    'the role does not exist',
    (url: URL) => {
      url.username = 'nobody';
    },
  ],
])('a server that was reached and lets nobody in: %s', async (_, change) => {
  await using database = await testDatabase();
  const url = new URL(database.connectionString);
  change(url);
  const checking = checkServer(url.href);
  await expect(checking).rejects.toMatchObject({ code: 'database-right-missing' });
  await expect(checking).rejects.toThrow(/^The account \S+ at 127\.0\.0\.1:\d+\/\S+ may not log in \(.+\); grant it/);
  await expect(checking).rejects.not.toThrow(/lab:lab|wrong@/);
});

test.each(['', 'no url', 'mysql://localhost/lab', 'localhost:5432/lab'])(
  '%o is no address of a server',
  async (url) => {
    await expect(checkServer(url)).rejects.toMatchObject({ code: 'bad-setting', data: { name: 'DATABASE_URL' } });
  },
);

test('a server that requires TLS: one is told to ask for it, to name the authority, and then it works', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-tls-'));
  const directory = join(folder, 'data');
  try {
    {
      // Initialises the cluster.
      await using _server = await startPostgres({ directory });
    }
    const key = join(directory, 'server.key');
    const certificate = join(directory, 'server.crt');
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ]);
    await using server = await startPostgres({ directory, port: await freePort(), settings: { ssl: 'on' } });
    const url = new URL(server.connectionString);
    url.searchParams.set('sslmode', 'verify-full');
    await expect(checkServer(url.href)).rejects.toThrow(/its certificate is self-signed: name it with sslrootcert/);
    url.searchParams.set('sslrootcert', certificate);
    expect(await checkServer(url.href)).toMatchObject({ tls: true });
    expect((await migrate({ connectionString: url.href })).applied).toContain('20261121000000_runs');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
