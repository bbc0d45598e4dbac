import { describe, expect, test } from 'vitest';
import { startApi } from '../start-api.ts';
import { ask } from './ask.ts';

describe('callers', () => {
  test.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'under the name "%s" get nothing (DNS rebinding)',
    async (host) => {
      await using api = await startApi({ dashboard: (_, response) => void response.end('page') });
      for (const path of ['/', '/trpc/account.me', '/api/auth/get-session']) {
        const { status, body } = await ask(api.port, path, { headers: { host } });
        expect(status).toBe(403);
        expect(JSON.parse(body)).toMatchObject({ code: 'host-not-allowed' });
      }
    },
  );

  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('under the name %s are at home', async (host) => {
    await using api = await startApi({ dashboard: (_, response) => void response.end('page') });
    expect(await ask(api.port, '/', { headers: { host: `${host}:${api.port}` } })).toMatchObject({
      status: 200,
      body: 'page',
    });
  });

  test('on another site cannot change anything with the visitor’s cookies (CSRF)', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const json = { 'content-type': 'application/json', cookie };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${api.port + 1}` },
      { origin: `https://evil.example/?${api.url}` },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const response = await fetch(`${api.url}/trpc/runs.cancel`, {
        method: 'POST',
        headers: { ...json, ...headers },
        body: '{}',
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'origin-not-allowed' });
    }
    // From our own page the same request gets as far as its input.
    const own = await fetch(`${api.url}/trpc/runs.cancel`, {
      method: 'POST',
      headers: { ...json, origin: api.url },
      body: '{}',
    });
    expect(own.status).toBe(400);
  });
});
