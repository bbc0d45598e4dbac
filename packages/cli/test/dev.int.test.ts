import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, waitUntil } from '@lab/services';
import { describe, expect, test } from 'vitest';
import { labRoot, ownPorts, startLab, stateOf, survivors, takePort } from './start-lab.ts';

const apps = ['dev', '--only', 'api,proxy'];
const panel = 'Ctrl-C';
const answers = async (url: string) => {
  const response = await fetch(url).catch(() => undefined);
  return response?.status;
};

const pageOf = async (frontDoor: string) => {
  const response = await fetch(frontDoor, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(60_000) });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
};

/** Next.js allows one development server per checkout, and writes down which one that is. */
const otherNextDev = async (): Promise<number | undefined> => {
  const lock = await readFile(new URL('../../../apps/dashboard/.next/dev/lock', import.meta.url), 'utf8').catch(
    () => '',
  );
  const pid = Number(/"pid":\s*(\d+)/.exec(lock)?.[1] ?? 0);
  return pid > 0 && isAlive(pid) ? pid : undefined;
};

test('lab dev with everything: a page comes through the front door, and nothing is left', async ({ skip }) => {
  // another test's ends soon and is waited for; a person's does not
  const free = await waitUntil(async () => (await otherNextDev()) === undefined, 90_000);
  skip(!free, `a "next dev" of this checkout is running (process ${await otherNextDev()})`);
  await using root = await labRoot();
  const ports = await ownPorts();
  await using lab = startLab(['dev'], { LAB_ROOT: root.path, ...ports });
  await lab.until('First page ready', 150_000);
  const state = await stateOf(root.path, ({ pids }) =>
    Boolean(pids.api && pids.worker && pids.proxy && pids.dashboard),
  );
  for (const port of [ports.PORT, ports.WORKER_PORT, ports.PROXY_PORT])
    expect(await answers(`http://127.0.0.1:${port}/health/ready`)).toBe(200);
  const page = await pageOf(`http://127.0.0.1:${ports.PORT}/`);
  expect(page.status).toBe(200);
  expect(page.type).toContain('text/html');
  expect(page.body).toContain('Backend Lab');
  lab.signal('SIGINT');
  expect(await lab.exit).toBe(0);
  expect(await survivors(state.pids)).toEqual([]);
}, 330_000);

describe('lab dev', () => {
  test('prints one panel, answers, tells a second one where it is, and leaves nothing after Ctrl-C', async () => {
    await using root = await labRoot();
    const ports = await ownPorts();
    const env = { LAB_ROOT: root.path, ...ports };
    await using lab = startLab(apps, env);
    await lab.until(panel);
    expect(lab.said()).toMatch(/Open +http:\/\/localhost:\d+/);
    expect(lab.said()).toMatch(/Sign in +admin@lab\.localhost, password \S{16,}/);
    expect(lab.said()).toMatch(/Database +PostgreSQL 18.*embedded.*\(DATABASE_URL is not set\)/);
    expect(lab.said()).toMatch(/Queue +(Redis|PostgreSQL).*\(REDIS_URL is not set/);
    expect(lab.said().match(/Backend Lab/g)).toHaveLength(1);
    expect(lab.said()).toContain(
      `http://localhost:${ports.PROXY_PORT}/health/ready, a host for the streaming proxy to come`,
    );
    const state = await stateOf(root.path, ({ pids }) => Boolean(pids.api && pids.proxy));
    expect(await answers(`http://127.0.0.1:${ports.PORT}/health/ready`)).toBe(200);
    expect(await answers(`http://127.0.0.1:${ports.PROXY_PORT}/health/ready`)).toBe(200);
    expect((await stat(join(root.path, '.lab', 'secret'))).mode & 0o077).toBe(0);
    expect((await stat(join(root.path, '.lab', 'state.json'))).mode & 0o077).toBe(0);
    expect(Object.values(state.pids).every(isAlive)).toBe(true);

    await using second = startLab(apps, env);
    expect(await second.exit).toBe(2);
    expect(second.said()).toBe(
      `Backend Lab is already running in this checkout (process ${lab.pid}) at http://localhost:${ports.PORT}.\n`,
    );
    expect(await answers(`http://127.0.0.1:${ports.PORT}/health/ready`)).toBe(200);

    lab.signal('SIGINT');
    expect(await lab.exit).toBe(0);
    expect(lab.said()).toMatch(/\nStopped; nothing is left running\.\n$/);
    expect(await survivors(state.pids)).toEqual([]);
    expect(existsSync(join(root.path, '.lab', 'state.json'))).toBe(false);
  });

  test('after SIGKILL of the supervisor every child ends, and the next one starts over the stale state', async () => {
    await using root = await labRoot();
    const env = { LAB_ROOT: root.path, ...(await ownPorts()) };
    const killed = startLab(apps, env);
    await killed.until(panel);
    const state = await stateOf(root.path, ({ pids }) => Boolean(pids.api && pids.proxy));
    killed.signal('SIGKILL');
    await killed.exit;
    expect(existsSync(join(root.path, '.lab', 'state.json'))).toBe(true);
    await using lab = startLab(apps, env);
    await lab.until(panel);
    expect(await survivors(state.pids)).toEqual([]);
    expect(lab.said()).toContain('with the account of the first start');
    expect(lab.said()).not.toContain('shown only this once');
    const next = await stateOf(root.path, ({ pid }) => pid === lab.pid);
    expect(await answers(`http://127.0.0.1:${new URL(next.frontDoorUrl).port}/health/ready`)).toBe(200);
  });

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends it like Ctrl-C', async (signal) => {
    await using root = await labRoot();
    await using lab = startLab(apps, { LAB_ROOT: root.path, ...(await ownPorts()) });
    await lab.until(panel);
    const state = await stateOf(root.path);
    lab.signal(signal);
    expect(await lab.exit).toBe(0);
    expect(await survivors(state.pids)).toEqual([]);
  });

  test('Ctrl-C in the middle of the start leaves nothing either', async () => {
    await using root = await labRoot();
    await using lab = startLab(apps, { LAB_ROOT: root.path, ...(await ownPorts()) });
    const postmaster = join(root.path, '.lab', 'postgres', 'postmaster.pid');
    expect(await waitUntil(() => existsSync(postmaster), 30_000)).toBe(true);
    const pid = Number((await readFile(postmaster, 'utf8')).split('\n')[0]);
    lab.signal('SIGINT');
    expect(await lab.exit, lab.said()).toBe(0);
    expect(await survivors({ pid })).toEqual([]);
    expect(lab.said()).toBe('Stopped; nothing is left running.\n');
  });

  test('whatever is SIGKILLed starts again on its port', async () => {
    await using root = await labRoot();
    const ports = await ownPorts();
    await using lab = startLab(apps, { LAB_ROOT: root.path, ...ports });
    await lab.until(panel);
    for (const name of ['api', 'proxy', 'postgres', 'guard']) {
      const before = await stateOf(root.path, ({ pids }) => pids[name] !== undefined);
      const pid = before.pids[name] ?? 0;
      process.kill(pid, 'SIGKILL');
      expect(await survivors({ [name]: pid })).toEqual([]);
      await stateOf(root.path, ({ pids }) => pids[name] !== undefined && pids[name] !== pid);
      expect(
        await waitUntil(async () => (await answers(`http://127.0.0.1:${ports.PORT}/health/ready`)) === 200, 30_000),
        `ready after ${name} was killed`,
      ).toBe(true);
    }
    expect(lab.said()).toContain('! api: was ended by SIGKILL; starting it again');
    expect(lab.said()).toContain('! postgres: ended unexpectedly; starting it again');
    expect(lab.said()).toContain('✓ postgres runs again');
  });

  test('a default port that is taken moves, and the panel says so', async () => {
    await using root = await labRoot();
    const { PORT: _port, ...ports } = await ownPorts();
    await using _blocker = await takePort(3000);
    await using lab = startLab(apps, { LAB_ROOT: root.path, ...ports });
    await lab.until(panel);
    const [, moved] = /Port 3000 is taken: the front door is on (\d+)\./.exec(lab.said()) ?? [];
    expect(moved, lab.said()).toBeDefined();
    expect(lab.said()).toContain(`http://localhost:${moved}`);
    expect(await answers(`http://127.0.0.1:${moved}/health/ready`)).toBe(200);
  });
});
