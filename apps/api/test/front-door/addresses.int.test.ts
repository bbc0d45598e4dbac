import { describe, expect, test } from 'vitest';
import { startApi } from '../start-api.ts';
import { ask } from './ask.ts';

describe('addresses', () => {
  test('below /api nothing is forwarded: an unknown one is a problem, whatever the method', async () => {
    let forwarded = 0;
    await using api = await startApi({ dashboard: (_, response) => void response.end(`page ${forwarded++}`) });
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const response = await fetch(`${api.url}/api/no/such?x=1`, { method });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toEqual({
        type: 'https://backend-lab.dev/errors/not-found',
        title: 'not found',
        status: 404,
        code: 'not-found',
        detail: 'There is nothing at /api/no/such.',
        data: { path: '/api/no/such' },
      });
    }
    expect((await fetch(`${api.url}/api`)).status).toBe(404);
    expect(forwarded).toBe(0);
  });

  test('an unknown procedure is a 404 of tRPC', async () => {
    await using api = await startApi();
    const response = await fetch(`${api.url}/trpc/runs.nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { data: { code: 'NOT_FOUND' } } });
  });

  test('a batch of many names is one request, not 414', async () => {
    await using api = await startApi();
    const names = Array.from({ length: 60 }, () => 'account.me').join(',');
    const response = await fetch(`${api.url}/trpc/${names}?batch=1&input=%7B%7D`);
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(60);
  });

  test('bytes that are no address are a bad request', async () => {
    await using api = await startApi();
    for (const path of ['/api/%zz', '/%zz', '/trpc/%c0']) {
      const { status, headers } = await ask(api.port, path, { headers: { host: 'localhost' } });
      expect([path, status, headers['content-type']]).toEqual([path, 400, 'application/problem+json']);
    }
  });
});
