import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('./children/host.ts', import.meta.url));
const patienceMs = 20_000;

const startHost = (environment: Record<string, string>) => {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, complained] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const lookers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const look of lookers) look();
  });
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    said: () => said,
    complained: () => complained,
    code: once(child, 'close').then(([code]): unknown => code),
    /** Resolves once it has said this; fails after a deadline. */
    saying: async (text: string) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => said.includes(text) && resolve();
      const late = setTimeout(() => reject(new Error(`It did not say ${text}: ${said}${complained}`)), patienceMs);
      lookers.add(look);
      look();
      await promise.finally(() => clearTimeout(late));
    },
    [Symbol.asyncDispose]: async () => void child.kill('SIGKILL'),
  };
};

describe('a start', () => {
  test('with a bad environment says one sentence and ends with code 2', async () => {
    await using host = startHost({ PORT: 'eighty', STOP: 'works' });
    expect(await host.code).toBe(2);
    expect(host.complained()).toBe('PORT must be a port from 0 to 65535.\n');
  });

  test('on a taken port says so and ends with code 2', async () => {
    await using other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    await using host = startHost({ PORT: String(port), STOP: 'works' });
    expect(await host.code).toBe(2);
    expect(host.complained()).toBe(`PORT ${port} on 127.0.0.1 is taken; choose another.\n`);
  });

  test('on an address that is not of this machine ends with code 1 and the reason', async () => {
    await using host = startHost({ HOST: '192.0.2.1', STOP: 'works' });
    expect(await host.code).toBe(1);
    expect(host.complained()).toMatch(/^listen EADDRNOTAVAIL.*\n$/);
  });

  test('says where it listens', async () => {
    await using host = startHost({ STOP: 'works' });
    await host.saying('http://127.0.0.1:');
  });
});

describe('a stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s gives everything back and ends with code 0', async (signal) => {
    await using host = startHost({ STOP: 'works' });
    await host.saying('http://');
    host.kill(signal);
    expect(await host.code).toBe(0);
    expect(host.said()).toContain('stopping ["signal"]\nclosed\n');
  });

  test('that fails is logged and ends with code 1', async () => {
    await using host = startHost({ STOP: 'fails' });
    await host.saying('http://');
    host.kill('SIGTERM');
    expect(await host.code).toBe(1);
    expect(host.said()).toContain('the stop failed ["err"]');
  });

  test('that hangs ends with code 1 at its deadline', async () => {
    await using host = startHost({ STOP: 'hangs', DEADLINE_MS: '50' });
    await host.saying('http://');
    host.kill('SIGTERM');
    expect(await host.code).toBe(1);
  });

  test('that hangs ends with code 1 at a second signal', async () => {
    await using host = startHost({ STOP: 'hangs', DEADLINE_MS: '600000' });
    await host.saying('http://');
    host.kill('SIGTERM');
    await host.saying('stopping');
    host.kill('SIGINT');
    expect(await host.code).toBe(1);
  });
});
