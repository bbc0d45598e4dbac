import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { cookieOf, startApi } from './start-api.ts';

const json = { 'content-type': 'application/json' };

describe('not signed in', () => {
  test.each([
    ['GET', '/trpc/runs.list'],
    ['GET', '/trpc/runs.latest'],
    ['GET', '/trpc/system.state'],
    ['GET', '/trpc/account.users.list'],
    ['POST', '/trpc/runs.start'],
    ['POST', '/trpc/runs.cancel'],
  ])('%s %s answers 401 and says what to do', async (method, path) => {
    await using api = await startApi();
    const response = await fetch(api.url + path, {
      method,
      ...(method === 'POST' ? { headers: json, body: '{}' } : {}),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { message: 'Sign in first.', data: { httpStatus: 401, lab: { code: 'not-signed-in' } } },
    });
  });

  test('a subscription gets the same refusal as its only event, which is how tRPC tells an EventSource', async () => {
    await using api = await startApi();
    const response = await fetch(`${api.url}/trpc/runs.changes`, { headers: { accept: 'text/event-stream' } });
    // The stream ends by itself: reading it to the end returns.
    const stream = await response.text();
    expect(stream).toContain('"httpStatus":401');
    expect(stream).toContain('"code":"not-signed-in"');
    expect(stream).not.toContain('"kind"');
  });
});

describe('signing in', () => {
  test('opens the API, and signing out shuts it at once', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const me = await fetch(`${api.url}/trpc/account.me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({
      result: { data: { user: { email: api.administrator.email, role: 'admin' } } },
    });
    expect((await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } })).status).toBe(200);

    const out = await fetch(`${api.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: api.url, ...json },
      body: '{}',
    });
    expect(out.status).toBe(200);
    expect((await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } })).status).toBe(401);
  });

  test('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    await using api = await startApi();
    const response = await fetch(`${api.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...json, origin: api.url },
      body: JSON.stringify(api.administrator),
    });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('with a wrong password answers 401, and 429 with Retry-After when somebody keeps guessing', async () => {
    await using api = await startApi();
    const guess = () =>
      fetch(`${api.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { ...json, origin: api.url },
        body: JSON.stringify({ email: api.administrator.email, password: 'a wrong password' }),
      });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt++) statuses.push((await guess()).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('is limited by the socket, not by an address that the caller claims', async () => {
    await using api = await startApi();
    const guess = (attempt: number) =>
      fetch(`${api.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          ...json,
          origin: api.url,
          'x-forwarded-for': `10.0.0.${attempt}`,
          'x-lab-client-address': `10.0.1.${attempt}`,
        },
        // Not even an address: refused before a password is hashed, and counted all the same.
        body: JSON.stringify({ email: `user ${attempt}`, password: 'a wrong password' }),
      });
    for (let attempt = 0; attempt < 60; attempt++) expect((await guess(attempt)).status).toBe(400);
    expect((await guess(60)).status).toBe(429);
    const { rows } = await api.database.pool.query<{ key: string }>(
      `SELECT key FROM auth_rate_limit WHERE key LIKE '%sign-in/email'`,
    );
    expect(rows).toEqual([{ key: expect.stringContaining('127.0.0.1') }]);
  });

  test('a body beyond its limit is refused before it is read', async () => {
    await using api = await startApi();
    const response = await fetch(`${api.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...json, origin: api.url },
      body: JSON.stringify({ email: 'x'.repeat(100_000) }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too-large' });
  });
});

describe('one-click sign-in', () => {
  const offered = async (url: string, headers: Record<string, string> = {}): Promise<boolean> => {
    const answer = (await (await fetch(`${url}/trpc/account.me`, { headers })).json()) as {
      result: { data: { oneClickSignIn: boolean } };
    };
    return answer.result.data.oneClickSignIn;
  };
  const click = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/api/auth/dev-sign-in`, { method: 'POST', headers: { ...json, ...headers }, body: '{}' });

  test('signs the administrator in from a page on this machine', async () => {
    await using api = await startApi();
    expect(await offered(api.url)).toBe(true);
    const response = await click(api.url, { origin: api.url });
    expect(response.status).toBe(200);
    const me = await fetch(`${api.url}/trpc/account.me`, { headers: { cookie: cookieOf(response) } });
    expect(await me.json()).toMatchObject({ result: { data: { user: { role: 'admin' }, oneClickSignIn: true } } });
  });

  test.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via'])(
    'is refused when %s shows that somebody forwarded it, as a tunnel on this machine does',
    async (header) => {
      await using api = await startApi();
      const response = await click(api.url, { origin: api.url, [header]: '127.0.0.1' });
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await offered(api.url, { [header]: '127.0.0.1' })).toBe(false);
    },
  );

  test('is refused without an origin, from another origin, and under another name', async () => {
    await using api = await startApi();
    expect((await click(api.url, {})).status).toBe(403);
    expect((await click(api.url, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await click(api.url, { origin: 'null' })).status).toBe(403);
    const rebound = await new Promise<number>((resolve, reject) => {
      const headers = { host: `evil.example:${api.port}`, origin: `http://evil.example:${api.port}` };
      request({ port: api.port, path: '/api/auth/dev-sign-in', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(403);
  });

  test('does not exist in production', async () => {
    await using api = await startApi({ mode: 'production' });
    expect((await click(api.url, { origin: api.url })).status).toBe(404);
    expect(await offered(api.url)).toBe(false);
  });

  test('cannot be reached round the check, by another spelling of its address', async () => {
    await using api = await startApi();
    for (const path of [
      '/api/auth//dev-sign-in',
      '/api/auth/dev-sign-in/',
      '/api/auth/%64ev-sign-in',
      '/api/auth/x/../dev-sign-in',
      '/api/auth/dev-sign-in?x',
    ]) {
      const response = await fetch(api.url + path, {
        method: 'POST',
        headers: { ...json, origin: api.url, via: 'a tunnel' },
        body: '{}',
      });
      expect([path, response.status, response.headers.getSetCookie()]).toEqual([
        path,
        expect.toSatisfy((status: number) => status === 403 || status === 404),
        [],
      ]);
    }
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

  test('is refused to a socket that does not come over loopback', async () => {
    await using api = await startApi({ host: '0.0.0.0' });
    // Every header as the honest page has it; only the way is another: the machine's own outside address.
    const headers = { host: `localhost:${api.port}`, origin: api.url };
    const status = outside
      ? await new Promise<number>((resolve, reject) => {
          const path = '/api/auth/dev-sign-in';
          request({ host: outside, port: api.port, path, method: 'POST', headers }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          })
            .on('error', reject)
            .end();
        })
      : // A machine without a network has no such address; then the socket is Fastify's own stand-in.
        (await api.app.inject({ method: 'POST', url: '/api/auth/dev-sign-in', headers, remoteAddress: '192.0.2.1' }))
          .statusCode;
    expect(status).toBe(403);
  });
});

describe('accounts', () => {
  test('an administrator makes one; its owner signs in and may not make another', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const create = (by: string, email: string) =>
      fetch(`${api.url}/trpc/account.users.create`, {
        method: 'POST',
        headers: { ...json, cookie: by, origin: api.url },
        body: JSON.stringify({ email, name: 'Ada' }),
      });
    const made = await create(cookie, 'Ada@example.org');
    const { result } = (await made.json()) as { result: { data: { email: string; password: string } } };
    expect(result.data.email).toBe('ada@example.org');

    const session = await fetch(`${api.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...json, origin: api.url },
      body: JSON.stringify(result.data),
    });
    const refused = await create(cookieOf(session), 'eve@example.org');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { data: { lab: { code: 'not-allowed' } } } });
  });

  test('better-auth’s own administration is shut to everybody else', async () => {
    await using api = await startApi();
    const response = await fetch(`${api.url}/api/auth/admin/list-users`);
    expect(response.status).toBe(401);
    expect(
      (
        await fetch(`${api.url}/api/auth/sign-up/email`, {
          method: 'POST',
          headers: { ...json, origin: api.url },
          body: JSON.stringify({ email: 'm@example.org', password: 'long enough to pass', name: 'M' }),
        })
      ).status,
    ).toBe(400);
  });
});
