import { expect, test } from 'vitest';
import { startApi } from '../start-api.ts';
import { eventually } from '../start-process.ts';
import { askRest, bearerOf, newKey } from './ask-rest.ts';

const me = '/api/v1/account';
const limited = (max: number, windowSeconds = 60) => startApi({ rateLimit: { max, windowSeconds } });

test('who asks too often is told when to come back; every answer before says what is left', async () => {
  await using api = await limited(3);
  const cookie = await api.signIn();
  for (const left of [2, 1, 0]) {
    const { status, headers } = await askRest(api, 'GET', me, { cookie });
    expect([status, headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual([200, '3', `${left}`]);
    expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0);
  }
  const refused = await askRest(api, 'GET', me, { cookie });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused.body).toMatchObject({
    code: 'too-many-requests',
    detail: `Too many requests; try again in ${seconds} s.`,
    data: { seconds },
  });
});

test('one caller does not use up what another has: account, keys and address are counted each for itself', async () => {
  await using api = await limited(4);
  // Two requests of the address, two of the account.
  const bearer = await bearerOf(api);
  const cookie = await api.signIn();
  const one = await newKey(api, bearer, 'one');
  const other = await newKey(api, bearer, 'other');
  for (let i = 0; i < 4; i++) expect((await askRest(api, 'GET', me, one.headers)).status).toBe(200);
  expect((await askRest(api, 'GET', me, one.headers)).status).toBe(429);
  expect((await askRest(api, 'GET', me, other.headers)).status).toBe(200);
  // A session and a token of one account are one caller.
  expect((await askRest(api, 'GET', me, { cookie })).status).toBe(200);
  expect((await askRest(api, 'GET', me, bearer)).status).toBe(200);
  expect((await askRest(api, 'GET', me, { cookie })).status).toBe(429);
  expect((await askRest(api, 'GET', me, bearer)).status).toBe(429);
  expect((await askRest(api, 'GET', me, other.headers)).status).toBe(200);
});

test('who is nobody is counted by address, also on addresses that lead nowhere and under keys that are made up', async () => {
  await using api = await limited(4);
  const letters = (n: number) => String.fromCharCode(97 + n).repeat(64);
  expect((await askRest(api, 'GET', me)).status).toBe(401);
  expect((await askRest(api, 'GET', '/api/no/such')).status).toBe(404);
  for (const n of [0, 1])
    expect((await askRest(api, 'GET', me, { 'x-api-key': `lab_${letters(n)}` })).status).toBe(401);
  const more: Record<string, string>[] = [{}, { 'x-api-key': `lab_${letters(2)}` }, { 'x-forwarded-for': '192.0.2.7' }];
  for (const headers of more) expect((await askRest(api, 'GET', me, headers)).status).toBe(429);
});

test('of another address is another caller', async () => {
  await using api = await limited(1);
  const from = async (remoteAddress: string) => (await api.app.inject({ url: me, remoteAddress })).statusCode;
  expect([await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]).toEqual([401, 429, 401]);
  // The second one moves within its own network.
  expect([await from('2001:db8:1:2::a'), await from('2001:db8:1:2:ffff::b'), await from('2001:db8:1:3::a')]).toEqual([
    401, 429, 401,
  ]);
});

test('health, pages, tRPC, event streams and the reference are not counted', async () => {
  await using api = await startApi({
    rateLimit: { max: 1, windowSeconds: 60 },
    dashboard: (_, response) => void response.end('page'),
  });
  const cookie = await api.signIn();
  for (let i = 0; i < 2; i++) await askRest(api, 'GET', me, { cookie });
  expect((await askRest(api, 'GET', me, { cookie })).status).toBe(429);
  for (const path of [
    '/health/live',
    '/health/ready',
    '/',
    '/runs',
    '/trpc/runs.list',
    '/api/auth/get-session',
    '/api/docs/',
  ])
    for (let i = 0; i < 3; i++) {
      const response = await fetch(api.url + path, { headers: { cookie } });
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('ratelimit-limit')).toBeNull();
      await response.arrayBuffer();
    }
  for (let i = 0; i < 2; i++) {
    const leaving = new AbortController();
    const headers = { cookie, accept: 'text/event-stream' };
    const stream = await fetch(`${api.url}/trpc/runs.changes`, { headers, signal: leaving.signal });
    expect(stream.status).toBe(200);
    leaving.abort();
  }
});

test('a window ends, and everything may be asked again', async () => {
  await using api = await limited(1, 1);
  const cookie = await api.signIn();
  await askRest(api, 'GET', me, { cookie });
  await eventually(
    async () => ((await askRest(api, 'GET', me, { cookie })).status === 200 ? true : undefined),
    () => 'still refused',
  );
});
