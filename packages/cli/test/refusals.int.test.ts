import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findExecutable, startPostgres } from '@lab/services';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { labRoot, ownPorts, startLab, stateOf, takePort } from './start-lab.ts';

const run = promisify(execFile);
const openssl = await findExecutable(['openssl']);

const execute = async (connectionString: string, ...statements: readonly string[]) => {
  const client = new Client({ connectionString });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

describe('bad input is one sentence, exit code 2, and nothing is started', () => {
  test.each<[string, readonly string[], Record<string, string>, RegExp]>([
    ['an unknown command', ['deploy'], {}, /^There is no command "deploy"; there are .*dev.*doctor.*\.$/],
    ['an unknown option', ['dev', '--fast'], {}, /^unknown option '--fast'$/],
    [
      'an unknown app',
      ['dev', '--only', 'api,web'],
      {},
      /^There is no app "web"; there are api, worker, proxy, dashboard\.$/,
    ],
    [
      'a port that is none',
      ['dev'],
      { PORT: '99999' },
      /^The setting PORT must be a port from 1 to 65535; it was "99999"\.$/,
    ],
    [
      'a host that is none',
      ['dev'],
      { HOST: '256.1.1.1' },
      /^The setting HOST must be an address of this machine; it was "256\.1\.1\.1" \(.+\)\.$/,
    ],
    [
      'a host that is another machine',
      ['dev'],
      { HOST: '192.0.2.1' },
      /^The setting HOST must be an address of this machine; it was "192\.0\.2\.1" \(.+EADDRNOTAVAIL.+\)\.$/,
    ],
    [
      'a database of another kind',
      ['dev'],
      { DATABASE_URL: 'mysql://localhost/x' },
      /^The setting DATABASE_URL must be a URL that begins with postgresql:\/\/ or postgres:\/\/; it was something else\.$/,
    ],
    [
      'a database that nobody serves',
      ['dev'],
      { DATABASE_URL: 'postgresql://lab:hidden@127.0.0.1:1/lab' },
      /^PostgreSQL at 127\.0\.0\.1:1\/lab cannot be reached \(.+\); check DATABASE_URL or start the server\.$/,
    ],
    [
      'a server to measure on that nobody serves',
      ['bench', 'bulk-writes', '--database-url', 'postgresql://lab:hidden@127.0.0.1:1/lab'],
      {},
      /^PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(nobody listens there\); check --database-url or start the server\.$/m,
    ],
    [
      'a Redis that nobody serves',
      ['dev'],
      { REDIS_URL: 'redis://127.0.0.1:1' },
      /^Redis at 127\.0\.0\.1:1 cannot be reached \(.+\); check REDIS_URL or start the server\.$/,
    ],
    [
      'a file of names that is not there',
      ['bench', 'bulk-writes', '--names', '/nowhere/names.json', '--report'],
      {},
      /^The file of names \/nowhere\/names\.json cannot be read \(.+\)\.$/,
    ],
    [
      'a result that would replace a folder',
      ['bench', 'bulk-writes', '--json', '/tmp'],
      {},
      /^--json needs the name of a file; \/tmp is a folder\.$/,
    ],
    [
      'a reset without saying so',
      ['db', 'reset'],
      {},
      /^This deletes all runs.*"lab db reset --yes" if that is meant\.$/,
    ],
  ])('%s', async (_, args, env, sentence) => {
    await using root = await labRoot();
    await using lab = startLab(args, { LAB_ROOT: root.path, ...(await ownPorts()), ...env });
    expect(await lab.exit, lab.said()).toBe(2);
    expect(lab.said().trim()).toMatch(sentence);
    expect(lab.said()).not.toContain('hidden');
    expect(existsSync(join(root.path, '.lab', 'postgres'))).toBe(false);
    expect(existsSync(join(root.path, '.lab', 'state.json'))).toBe(false);
  });

  test.each(['PORT', 'DASHBOARD_PORT', 'WORKER_PORT', 'PROXY_PORT'] as const)('%s is set and taken', async (name) => {
    await using root = await labRoot();
    const ports = await ownPorts();
    await using _blocker = await takePort(Number(ports[name]));
    await using lab = startLab(['dev'], { LAB_ROOT: root.path, ...ports });
    expect(await lab.exit, lab.said()).toBe(2);
    expect(lab.said()).toBe(
      `The setting ${name} must be a free port of 127.0.0.1; it was ${ports[name]}, which is taken.\n`,
    );
    expect(existsSync(join(root.path, '.lab', 'postgres'))).toBe(false);
    expect(existsSync(join(root.path, '.lab', 'state.json'))).toBe(false);
  });

  test('two settings that want the same port', async () => {
    await using root = await labRoot();
    const ports = await ownPorts();
    await using lab = startLab(['dev'], { LAB_ROOT: root.path, ...ports, PROXY_PORT: ports.PORT });
    expect(await lab.exit, lab.said()).toBe(2);
    expect(lab.said()).toMatch(
      /^The setting PROXY_PORT must be a free port of 127\.0\.0\.1; it was \d+, which is taken\.\n$/,
    );
  });

  test('a server that is not PostgreSQL', async () => {
    await using root = await labRoot();
    await using other = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((settle) => other.listen(0, '127.0.0.1', settle));
    const address = other.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    await using lab = startLab(['dev'], { LAB_ROOT: root.path, DATABASE_URL: `postgresql://u:p@127.0.0.1:${port}/x` });
    expect(await lab.exit).toBe(2);
    expect(lab.said().trim()).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/x cannot be reached \(.+\); check DATABASE_URL/,
    );
  });
});

describe('an external server', () => {
  test('without the right to create tables is refused with one sentence', async () => {
    await using root = await labRoot();
    await using server = await startPostgres({ directory: join(root.path, 'server'), durable: false });
    await execute(
      server.connectionString,
      "create role reader login password 'reader'",
      'create database readable',
      'revoke create on database readable from public',
    );
    const url = `postgresql://reader:reader@127.0.0.1:${server.port}/readable`;
    await using lab = startLab(['dev'], { LAB_ROOT: root.path, DATABASE_URL: url, ...(await ownPorts()) });
    expect(await lab.exit).toBe(2);
    expect(lab.said().trim()).toMatch(
      /^The account reader at 127\.0\.0\.1:\d+\/readable may not create .*; grant it or use another account\.$/,
    );
  });

  test.runIf(openssl)('that requires TLS works with sslmode=require, and says so without', async () => {
    await using root = await labRoot();
    const tls = join(root.path, 'tls');
    await mkdir(tls);
    const [key, certificate] = [join(tls, 'server.key'), join(tls, 'server.crt')];
    await run(String(openssl), [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-keyout', key, '-out', certificate],
    ]);
    await chmod(key, 0o600);
    const directory = join(root.path, 'server');
    const first = await startPostgres({ directory, durable: false });
    await execute(first.connectionString, 'create database app');
    await first.stop();
    await writeFile(join(directory, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
    await using secured = await startTls(directory, key, certificate);
    const url = secured.url.replace('/postgres', '/app');

    await using refused = startLab(['dev'], { LAB_ROOT: root.path, DATABASE_URL: url });
    expect(await refused.exit).toBe(2);
    expect(refused.said()).toContain('it accepts TLS only: add sslmode=');

    const ports = await ownPorts();
    await using lab = startLab(['dev', '--only', 'api,worker'], {
      LAB_ROOT: root.path,
      DATABASE_URL: `${url}?sslmode=require`,
      ...ports,
    });
    await lab.until('Ctrl-C');
    expect(lab.said()).toMatch(/Database +PostgreSQL 18\S* at 127\.0\.0\.1:\d+\/app, TLS \(DATABASE_URL is set\)/);
    expect((await fetch(`http://127.0.0.1:${ports.PORT}/health/ready`)).status).toBe(200);
    expect((await stateOf(root.path)).pids.postgres).toBeUndefined();
    expect(existsSync(join(root.path, '.lab', 'postgres'))).toBe(false);
  });
});

/** `startPostgres` waits over plain TCP, which this server refuses; so it is started with TLS optional and asked to reload. */
const startTls = async (directory: string, key: string, certificate: string) => {
  const hba = join(directory, 'pg_hba.conf');
  const strict = await readFile(hba, 'utf8');
  await writeFile(hba, `host all all 127.0.0.1/32 scram-sha-256\n`);
  const server = await startPostgres({
    directory,
    durable: false,
    settings: { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key },
  });
  await writeFile(`${hba}.strict`, strict);
  await rename(`${hba}.strict`, hba);
  process.kill(server.pid, 'SIGHUP');
  return { url: server.connectionString, [Symbol.asyncDispose]: () => server.stop() };
};
