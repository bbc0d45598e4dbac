import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProxy } from '../src/create-proxy.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const startProcess = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return {
    child,
    said: () => stderr,
    exit: once(child, 'exit'),
    [Symbol.asyncDispose]: async () => void child.kill('SIGKILL'),
  };
};

const addressOf = async (child: ReturnType<typeof startProcess>['child']) => {
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('it ended before it listened');
};

test('answers for its health, says at its root what it is, knows nothing else, and ends with code 0 on SIGTERM', async () => {
  await using proxy = startProcess({ PORT: '0', LOG_LEVEL: 'info' });
  const url = await addressOf(proxy.child);
  expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'ok' });
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const root = await fetch(url);
  expect(root.status).toBe(200);
  expect(await root.text()).toMatch(/^This is the host of the streaming proxy, .* \/health\/ready answer here\.\n$/);
  const nothing = await fetch(`${url}/feeds/x?secret=1`);
  expect(nothing.headers.get('content-type')).toContain('application/problem+json');
  expect(await nothing.json()).toMatchObject({
    status: 404,
    code: 'not-found',
    detail: 'There is nothing at /feeds/x.',
  });
  proxy.child.kill('SIGTERM');
  expect((await proxy.exit)[0]).toBe(0);
});

test('says that its port is taken and ends with code 2', async () => {
  await using blocker = createServer();
  await new Promise<void>((settle) => blocker.listen(0, '127.0.0.1', settle));
  const address = blocker.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  await using proxy = startProcess({ PORT: String(port) });
  expect((await proxy.exit)[0]).toBe(2);
  expect(proxy.said()).toBe(`PORT ${port} on 127.0.0.1 is taken; choose another.\n`);
});

test('an open request finishes while the host drains, and a silent connection does not hold it', async () => {
  const { pino } = await import('pino');
  const proxy = createProxy({ logger: pino({ level: 'silent' }) });
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  proxy.app.get('/slow', async () => {
    entered.resolve();
    await leave.promise;
    return 'finished';
  });
  const url = await proxy.app.listen({ host: '127.0.0.1', port: 0 });
  const idle = connect(Number(new URL(url).port), '127.0.0.1');
  await once(idle, 'connect');
  const answer = fetch(`${url}/slow`);
  await entered.promise;
  const drained = proxy.drain(5_000);
  leave.resolve();
  const response = await answer;
  expect(await response.text()).toBe('finished');
  expect(response.headers.get('connection')).toBe('close');
  await drained;
  idle.destroy();
});
