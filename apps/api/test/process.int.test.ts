import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@lab/db/migrate';
import { testDatabase } from '@lab/db/testing';
import { startPostgres } from '@lab/services';
import { expect, test } from 'vitest';
import { cookieOf, listenOn } from './start-api.ts';
import { eventually, ready, startProcess } from './start-process.ts';

test('a bad environment stops the start with one sentence per bad value, and opens nothing', async () => {
  await using api = await startProcess({
    DATABASE_URL: 'mysql://localhost/lab',
    PORT: 'eighty',
    LAB_MODE: 'fast',
    AUTH_SECRET: undefined,
    PUBLIC_URL: 'localhost',
  });
  expect(await api.exit).toBe(2);
  expect(api.output().trim().split('\n').sort()).toEqual([
    'AUTH_SECRET is missing: it must be at least 32 characters of randomness (`openssl rand -base64 32`).',
    'DATABASE_URL must be a URL that begins with postgresql:// or postgres://.',
    'LAB_MODE must be development or production.',
    'PORT must be a port from 0 to 65535.',
    'PUBLIC_URL must be a URL that begins with http:// or https://.',
  ]);
});

test('a taken port is said in a sentence', async () => {
  await using database = await testDatabase();
  const other = createServer();
  const port = await listenOn(other);
  try {
    await using api = await startProcess({ DATABASE_URL: database.connectionString, PORT: String(port) });
    expect(await api.exit).toBe(2);
    expect(api.output()).toContain(`PORT ${port} on 127.0.0.1 is taken; choose another.`);
  } finally {
    other.close();
  }
});

test('listens on loopback unless told otherwise', async () => {
  await using database = await testDatabase();
  await using api = await startProcess({ DATABASE_URL: database.connectionString });
  await ready(api);
  expect(api.output()).toContain('Server listening at http://127.0.0.1:');
  expect(api.output()).not.toMatch(/listening at http:\/\/(?!127\.0\.0\.1)/);
});

test('a killed Postgres is named by /health/ready; the API lives, says so in a sentence, and works again when it is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-api-'));
  const directory = join(folder, 'postgres');
  // A killed process needs no fsync to keep what it committed; a machine without power would.
  const settings = { fsync: 'off' };
  const first = await startPostgres({ directory, settings });
  try {
    await migrate({ connectionString: first.connectionString });
    await using api = await startProcess({ DATABASE_URL: first.connectionString });
    await ready(api);
    const { ensureAdministrator } = await import('@lab/auth/server');
    const administrator = await ensureAdministrator(first);
    const signedIn = await fetch(`${api.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: api.url },
      body: JSON.stringify(administrator),
    });
    const cookie = cookieOf(signedIn);

    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    const down = await ready(api, 503);
    expect(await down.json()).toMatchObject({
      status: 'down',
      down: ['postgres'],
      checks: [{ id: 'postgres', status: 'down' }],
    });
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    const refused = await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ error: { data: { lab: { code: 'database-unreachable' } } } });
    const session = await fetch(`${api.url}/api/auth/get-session`, { headers: { cookie } });
    expect(session.status).toBe(503);
    expect(await session.json()).toMatchObject({ code: 'database-unreachable' });

    await using second = await startPostgres({ directory, settings, port: first.port });
    expect(second.port).toBe(first.port);
    await ready(api);
    // The session was in the database: nobody has to sign in again.
    expect((await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } })).status).toBe(200);
    expect(api.output()).not.toContain(new URL(first.connectionString).password);
  } finally {
    await first.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('SIGTERM: a request in flight ends, a new one is sent away, event streams do not hold it up, and the exit code is 0', async () => {
  await using database = await testDatabase();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const dashboard = createServer(async (_, response) => {
    arrive();
    await released;
    response.end('the whole page');
  });
  const dashboardPort = await listenOn(dashboard);
  try {
    await using api = await startProcess({
      DATABASE_URL: database.connectionString,
      DASHBOARD_URL: `http://127.0.0.1:${dashboardPort}`,
    });
    await ready(api);
    const events = await fetch(`${api.url}/trpc/runs.changes`, { headers: { accept: 'text/event-stream' } });
    const page = fetch(`${api.url}/slow`);
    await arrived;
    api.kill('SIGTERM');
    const refused = await eventually(async () => {
      const response = await fetch(`${api.url}/trpc/account.me`);
      return response.status === 503 ? response : undefined;
    }, api.output);
    expect(await refused.json()).toMatchObject({ code: 'shutting-down' });
    expect(await (await fetch(`${api.url}/health/ready`)).json()).toMatchObject({ status: 'shutting down' });
    release();
    expect(await (await page).text()).toBe('the whole page');
    expect(await api.exit).toBe(0);
    await events.body?.cancel().catch(() => {});
    const { rows } = await database.pool.query(
      `SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'lab-api%'`,
    );
    expect(rows).toEqual([]);
  } finally {
    dashboard.closeAllConnections();
    dashboard.close();
  }
});
