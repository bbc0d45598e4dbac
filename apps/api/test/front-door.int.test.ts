import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listenOn, startApi } from './start-api.ts';

/** Sends exactly these headers, Host included, which fetch would not. */
const ask = (
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      const chunks = await response.setEncoding('utf8').toArray();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: chunks.join('') });
    })
      .on('error', reject)
      .end(body);
  });

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

describe('bodies', () => {
  test('that are no JSON, or too large, are refused with a sentence and without a stack', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const headers = { 'content-type': 'application/json', cookie, origin: api.url };
    const broken = await fetch(`${api.url}/trpc/runs.cancel`, { method: 'POST', headers, body: '{"id":' });
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toContain('node_modules');
    const large = await fetch(`${api.url}/trpc/runs.cancel`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: 'x'.repeat(1_100_000) }),
    });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'too-large', detail: 'The request is larger than 1024 KiB.' });
  });

  test('of the wrong shape name the field', async () => {
    await using api = await startApi();
    const headers = { 'content-type': 'application/json', cookie: await api.signIn(), origin: api.url };
    const response = await fetch(`${api.url}/trpc/runs.cancel`, { method: 'POST', headers, body: '{"id":7}' });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string; data: { lab: unknown } } };
    expect(error.message).toContain('→ at id');
    expect(error.data.lab).toEqual({ code: 'bad-input', data: {} });
  });
});

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

describe('WebSockets (hot reload)', () => {
  const hotReload = async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    const seen: NodeJS.Dict<string | string[]>[] = [];
    sockets.on('connection', (socket, incoming) => {
      seen.push({ ...incoming.headers, url: incoming.url });
      socket.on('message', (data, binary) => socket.send(data, { binary }));
    });
    const port = await listenOn(server);
    const dispose = async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { port, seen, [Symbol.asyncDispose]: dispose };
  };

  test('reach the dashboard with their query, cookies and origin, both ways, text and bytes', async () => {
    await using dashboard = await hotReload();
    await using api = await startApi({ dashboardPort: dashboard.port });
    const socket = new WebSocket(`ws://localhost:${api.port}/_next/webpack-hmr?page=%2Fruns`, {
      headers: { origin: api.url, cookie: 'a=1', 'x-forwarded-for': '8.8.8.8' },
    });
    const answers: (string | Buffer)[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => {
        socket.send('hello');
        socket.send(Buffer.from([0, 255]));
      });
      socket.on('message', (data, binary) => {
        answers.push(binary ? (data as Buffer) : data.toString());
        if (answers.length === 2) resolve();
      });
    });
    socket.close();
    expect(answers).toEqual(['hello', Buffer.from([0, 255])]);
    expect(dashboard.seen).toMatchObject([
      { url: '/_next/webpack-hmr?page=%2Fruns', origin: api.url, cookie: 'a=1', 'x-forwarded-for': '127.0.0.1' },
    ]);
  });

  test('of a visitor without a cookie are forwarded as well (a header of undefined once ended them)', async () => {
    await using dashboard = await hotReload();
    await using api = await startApi({ dashboardPort: dashboard.port });
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = new WebSocket(`ws://localhost:${api.port}/_next/webpack-hmr`);
      socket.on('error', reject);
      socket.on('open', () => socket.send('anybody there'));
      socket.on('message', (data) => resolve(data.toString()));
      socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
    });
    expect(answer).toBe('anybody there');
    expect(dashboard.seen[0]).not.toHaveProperty('cookie');
  });

  test('from another site are refused: no CORS rule would stop them', async () => {
    await using dashboard = await hotReload();
    await using api = await startApi({ dashboardPort: dashboard.port });
    const status = await new Promise<number>((resolve, reject) => {
      const socket = new WebSocket(`ws://localhost:${api.port}/_next/webpack-hmr`, {
        headers: { origin: 'https://evil.example' },
      });
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.on('open', () => reject(new Error('it was opened')));
      socket.on('error', () => {});
    });
    expect(status).toBe(403);
    expect(dashboard.seen).toEqual([]);
  });

  test('an upgrade below /api is not forwarded', async () => {
    await using dashboard = await hotReload();
    await using api = await startApi({ dashboardPort: dashboard.port });
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(api.port, '127.0.0.1', () =>
        socket.write(
          `GET /api/x HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        ),
      );
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(dashboard.seen).toEqual([]);
  });
});

describe('errors', () => {
  test('that nobody foresaw are in the log under the id that the body gives, and nowhere else', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    await api.database.pool.query('ALTER TABLE run RENAME COLUMN experiment TO secret_column');
    const response = await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/secret|column|select|node_modules/i);
    const { error } = JSON.parse(text) as { error: { data: { lab: { code: string; data: { id: string } } } } };
    expect(error.data.lab.code).toBe('unexpected');
    expect(api.log()).toContain(error.data.lab.data.id);
    expect(api.log()).toContain('experiment');
  });
});
