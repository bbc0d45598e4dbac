import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findExecutable, startRedis } from '@lab/services';
import { expect, test } from 'vitest';
import { startApi } from './start-api.ts';
import { eventually } from './start-process.ts';

/** A subscription as an EventSource has it: events as they come, and a way to leave. */
const subscribe = async (url: string, cookie: string, lastEventId?: string) => {
  const leaving = new AbortController();
  const response = await fetch(`${url}/trpc/runs.changes`, {
    headers: { accept: 'text/event-stream', cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: leaving.signal,
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => {});
  return {
    response,
    text: () => text,
    lastEventId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1],
    [Symbol.asyncDispose]: async () => {
      leaving.abort();
      await reading;
    },
  };
};

const sees = (stream: { text: () => string }, part: string) =>
  eventually(() => (stream.text().includes(part) ? true : undefined), stream.text);

test('a subscription gets hints as they are notified, and pings while nothing happens', async () => {
  await using api = await startApi();
  await using stream = await subscribe(api.url, await api.signIn());
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  await sees(stream, '"kind":"all"');
  await api.database.pool.query(`SELECT pg_notify('lab_changes', '{"kind":"run","id":"7"}')`);
  await sees(stream, '{"kind":"run","id":"7"}');
  await sees(stream, 'event: ping');
});

test('a subscription survives the loss of its database connection and owns up to the gap', async () => {
  await using api = await startApi();
  await using stream = await subscribe(api.url, await api.signIn());
  await sees(stream, '"kind":"all"');
  await api.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await eventually(() => (stream.text().split('"kind":"all"').length > 2 ? true : undefined), stream.text);
  await api.database.pool.query(`SELECT pg_notify('lab_changes', '{"kind":"run","id":"8"}')`);
  await sees(stream, '{"kind":"run","id":"8"}');
});

test('a page that comes back with the last id is told to read again only if it missed something', async () => {
  await using api = await startApi();
  const cookie = await api.signIn();
  await using first = await subscribe(api.url, cookie);
  await sees(first, '"kind":"all"');
  await api.database.pool.query(`SELECT pg_notify('lab_changes', '{"kind":"run","id":"9"}')`);
  await sees(first, '{"kind":"run","id":"9"}');
  const last = first.lastEventId();
  expect(last).toBeDefined();
  await api.database.pool.query(`SELECT pg_notify('lab_changes', '{"kind":"run","id":"10"}')`);
  await sees(first, '{"kind":"run","id":"10"}');
  await using late = await subscribe(api.url, cookie, last);
  await sees(late, '"kind":"all"');
});

test('the deadline of a drain cuts off what never ends', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  await using api = await startApi({ dashboard: () => arrive() });
  const endless = fetch(`${api.url}/endless`).then(
    () => 'answered',
    () => 'cut off',
  );
  await arrived;
  await api.app.drain(50);
  expect(await endless).toBe('cut off');
  expect(api.log()).toContain('requests cut off at the deadline');
});

test('the system card names what runs and what is not used yet, without passwords', async () => {
  await using api = await startApi();
  const cookie = await api.signIn();
  const read = async () => {
    const response = await fetch(`${api.url}/trpc/system.state`, { headers: { cookie } });
    return (await response.json()) as {
      result: { data: { services: { id: string; status: string; using: string }[]; machine: unknown } };
    };
  };
  const { services, machine } = (await read()).result.data;
  expect(services.map(({ id, status }) => [id, status])).toEqual([
    ['postgres', 'ok'],
    ['queue', 'ok'],
    ['worker', 'down'],
    ['cache', 'ok'],
    ['storage', 'absent'],
    ['feed-store', 'absent'],
  ]);
  expect(services[0]?.using).toMatch(/^PostgreSQL \d+\.\d+ at the test database$/);
  expect(machine).toMatchObject({ node: process.versions.node, postgres: expect.stringMatching(/^\d+\.\d+$/) });

  await api.database.pool.query(`INSERT INTO worker_heartbeat (id, host, pid) VALUES ('w', 'here', 4711)`);
  expect((await read()).result.data.services[2]).toMatchObject({
    status: 'ok',
    using: '1 worker',
    detail: 'process 4711 on here',
  });
  await api.database.pool.query(`UPDATE worker_heartbeat SET seen_at = now() - interval '1 minute'`);
  expect((await read()).result.data.services[2]).toMatchObject({
    status: 'down',
    detail: 'The last sign of life was 60 s ago.',
  });
});

test.runIf(await findExecutable(['redis-server', 'valkey-server']))(
  'a Redis that goes away is named by /health/ready and by the card, without its password',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-api-'));
    const directory = join(folder, 'redis');
    const first = await startRedis({ directory });
    if (!first) throw new Error('the Redis on PATH did not start');
    try {
      await using api = await startApi({ redisUrl: first.url });
      const health = async () => {
        const response = await fetch(`${api.url}/health/ready`);
        return { status: response.status, body: await response.json() };
      };
      await eventually(async () => ((await health()).status === 200 ? true : undefined), api.log);
      const cookie = await api.signIn();
      const queue = async () => {
        const response = await fetch(`${api.url}/trpc/system.state`, { headers: { cookie } });
        const { result } = (await response.json()) as { result: { data: { services: { id: string }[] } } };
        return result.data.services.find(({ id }) => id === 'queue');
      };
      expect(await queue()).toMatchObject({
        status: 'ok',
        using: expect.stringMatching(/^BullMQ on Redis \d+\.\d+/),
        detail: 'Nothing waits.',
      });

      await first.stop();
      await eventually(async () => ((await health()).status === 503 ? true : undefined), api.log);
      expect((await health()).body).toMatchObject({ status: 'down', down: ['queue'] });
      expect(await queue()).toMatchObject({ status: 'down' });
      expect(JSON.stringify(await queue())).not.toContain(new URL(first.url).password);
    } finally {
      await first.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test('downloads are for the signed in', async () => {
  await using api = await startApi();
  const path = '/api/runs/0197d3f0-0000-7000-8000-000000000000/result.json';
  const refused = await fetch(api.url + path);
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ code: 'not-signed-in', detail: 'Sign in first.' });
  const missing = await fetch(api.url + path, { headers: { cookie: await api.signIn() } });
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'run-not-found' });
});
