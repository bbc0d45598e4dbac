import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { listenOn, startApi } from '../start-api.ts';
import { ask } from './ask.ts';

describe('forwarding', () => {
  test('tells the dashboard what we saw of the caller, not what the caller says', async () => {
    await using api = await startApi({
      dashboard: (incoming, response) =>
        void response.setHeader('x-powered-by', 'Next.js').end(JSON.stringify(incoming.headers)),
    });
    const { headers, body } = await ask(api.port, '/page', {
      headers: {
        host: `localhost:${api.port}`,
        'x-forwarded-for': '8.8.8.8',
        'x-forwarded-host': 'evil.example',
        'x-real-ip': '8.8.8.8',
        forwarded: 'for=8.8.8.8',
        'x-middleware-subrequest': 'middleware',
        'accept-language': 'de',
      },
    });
    expect(JSON.parse(body)).toEqual({
      host: `127.0.0.1:${api.dashboardPort}`,
      connection: 'keep-alive',
      'accept-language': 'de',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `localhost:${api.port}`,
      'x-forwarded-proto': 'http',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('keeps address, query, status, redirects and cookies as they are', async () => {
    await using api = await startApi({
      dashboard: (incoming, response) =>
        void response
          .writeHead(307, { location: '/elsewhere?a=1', 'set-cookie': ['a=1', 'b=2'], 'x-url': incoming.url })
          .end(),
    });
    const path = '/_next/static/%5Broot%5D__abc.js?x=a%20b&x=2&empty=';
    const { status, headers } = await ask(api.port, path, { headers: { host: 'localhost' } });
    expect({ status, url: headers['x-url'], location: headers.location, cookies: headers['set-cookie'] }).toEqual({
      status: 307,
      url: path,
      location: '/elsewhere?a=1',
      cookies: ['a=1', 'b=2'],
    });
  });

  test('passes a reply on piece by piece, before the next piece exists', async () => {
    const { promise: seen, resolve: sawFirst } = Promise.withResolvers<void>();
    await using api = await startApi({
      dashboard: async (_, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write('first ');
        // Only written when the caller has read the first piece: buffered, this would never end.
        await seen;
        response.end('second');
      },
    });
    const response = await fetch(`${api.url}/stream`);
    const pieces: string[] = [];
    for await (const piece of response.body ?? []) {
      pieces.push(Buffer.from(piece).toString());
      sawFirst();
    }
    expect(pieces).toEqual(['first ', 'second']);
  });

  test('passes an upload on piece by piece too, however large', async () => {
    const { promise: received, resolve: gotFirst } = Promise.withResolvers<void>();
    await using api = await startApi({
      dashboard: async (incoming, response) => {
        let bytes = 0;
        for await (const chunk of incoming) {
          bytes += Buffer.byteLength(chunk);
          gotFirst();
        }
        response.end(String(bytes));
      },
    });
    const megabyte = Buffer.alloc(1024 * 1024);
    const body = Readable.from(
      (async function* () {
        yield megabyte;
        await received;
        for (let piece = 1; piece < 24; piece++) yield megabyte;
      })(),
    );
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', origin: api.url },
      body: Readable.toWeb(body) as ReadableStream,
      duplex: 'half',
    };
    const response = await fetch(`${api.url}/upload`, init);
    expect(await response.text()).toBe(String(24 * megabyte.length));
  });

  test('ends the request to the dashboard when the caller leaves', async () => {
    const { promise: left, resolve: sawLeave } = Promise.withResolvers<void>();
    await using api = await startApi({
      dashboard: (_, response) => {
        response.on('close', sawLeave).write('begin');
      },
    });
    const leaving = new AbortController();
    const response = await fetch(`${api.url}/endless`, { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    await left;
  });

  test('while the dashboard starts a browser gets a page that reloads itself, everything else a problem', async () => {
    await using api = await startApi();
    const page = await fetch(`${api.url}/runs`, { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('1');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('http-equiv="refresh"');
    const asset = await fetch(`${api.url}/_next/x.js`);
    expect(asset.status).toBe(503);
    expect(await asset.json()).toMatchObject({ code: 'dashboard-unavailable' });

    // And as soon as it is there, the same address is the page.
    const dashboard = createServer((_, response) => void response.end('the page'));
    await listenOn(dashboard, api.dashboardPort);
    try {
      expect(await (await fetch(`${api.url}/runs`, { headers: { accept: 'text/html' } })).text()).toBe('the page');
    } finally {
      dashboard.closeAllConnections();
      dashboard.close();
    }
  });

  test('a 503 of the dashboard is passed on once', async () => {
    let asked = 0;
    await using api = await startApi({
      dashboard: (_, response) => {
        asked++;
        response.writeHead(503).end('busy');
      },
    });
    const response = await fetch(`${api.url}/`);
    expect([response.status, await response.text(), asked]).toEqual([503, 'busy', 1]);
  });
});
