import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listenOn, startApi } from '../start-api.ts';

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
