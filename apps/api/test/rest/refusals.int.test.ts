import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { startApi } from '../start-api.ts';
import { askRest, bearerOf } from './ask-rest.ts';

const expectProblem = async (response: Response, status: number, code: string) => {
  expect([response.url, response.status]).toEqual([response.url, status]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: unknown = await response.json();
  expect(body).toMatchObject({
    type: `https://backend-lab.dev/errors/${code}`,
    title: code.replaceAll('-', ' '),
    status,
    code,
    detail: expect.stringMatching(/\.$/),
  });
  return body;
};

describe('a body', () => {
  const send = (url: string, headers: Record<string, string>, body: string | ReadableStream) => {
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    return fetch(`${url}/api/v1/keys`, init);
  };

  test('beyond its limit is refused, and the limit is that of the address', async () => {
    await using api = await startApi();
    const headers = { ...(await bearerOf(api)), 'content-type': 'application/json' };
    const large = JSON.stringify({ name: 'x'.repeat(20_000) });
    expect(await expectProblem(await send(api.url, headers, large), 413, 'too-large')).toMatchObject({
      detail: 'The request is larger than 16 KiB.',
    });
    // In pieces, so that no Content-Length gives it away.
    const pieces = Readable.toWeb(Readable.from([large], { objectMode: false })) as ReadableStream;
    await expectProblem(await send(api.url, headers, pieces), 413, 'too-large');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/xml',
    'image/png',
  ])('of type %s is refused', async (type) => {
    await using api = await startApi();
    const headers = { ...(await bearerOf(api)), 'content-type': type };
    await expectProblem(await send(api.url, headers, 'name=x'), 415, 'unsupported-media-type');
  });

  test('of JSON is no file of scores', async () => {
    await using api = await startApi();
    const refused = await askRest(api, 'POST', '/api/bulk-writes/imports', await bearerOf(api), { gene1: 'A' });
    expect(refused).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  });

  test.each(['{"name":', '', '{"name":"a"}}', '\u0000'])('that is no JSON is refused: %j', async (body) => {
    await using api = await startApi();
    const headers = { ...(await bearerOf(api)), 'content-type': 'application/json' };
    await expectProblem(await send(api.url, headers, body), 400, 'bad-input');
  });

  test('that would reach the prototypes of objects is refused', async () => {
    await using api = await startApi();
    const headers = { ...(await bearerOf(api)), 'content-type': 'application/json' };
    await expectProblem(await send(api.url, headers, '{"name":"a","__proto__":{"admin":true}}'), 400, 'bad-input');
  });

  test('is not read of somebody who is not signed in', async () => {
    await using api = await startApi();
    const headers = { 'content-type': 'text/plain' };
    await expectProblem(await send(api.url, headers, 'x'.repeat(20_000)), 401, 'not-signed-in');
  });
});

test.each([
  ['GET', '/api/v1/nothing'],
  ['POST', '/api/v1/nothing'],
  ['PUT', '/api/v1/account'],
  ['PATCH', '/api/v1/keys'],
  ['DELETE', '/api/v1'],
  ['OPTIONS', '/api/v1/account'],
  ['GET', '/api/v2/account'],
  ['GET', '/api/v1/account/'],
  ['GET', '/api/docs/no-such-file.js'],
])('%s %s leads nowhere and is no page', async (method, path) => {
  await using api = await startApi({ dashboard: (_, response) => void response.end('page') });
  await expectProblem(await fetch(api.url + path, { method }), 404, 'not-found');
});

test('answers carry the headers that keep browsers from misreading them', async () => {
  await using api = await startApi();
  const { headers } = await askRest(api, 'GET', '/api/v1/account');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});
