import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isAlive, type LabState, readState, waitUntil } from '@lab/services';

const entry = fileURLToPath(new URL('../src/lab.ts', import.meta.url));

/** A folder whose `.lab` belongs to one test. */
export const labRoot = async (): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'lab-dev-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
};

/** Ports that nobody listens on now, so that tests and a developer's own `lab dev` stay apart. */
export const ownPorts = async (): Promise<Record<'PORT' | 'DASHBOARD_PORT' | 'WORKER_PORT' | 'PROXY_PORT', string>> => {
  const taken = new Set<number>();
  const next = async () => {
    // below the range from which the system takes ports for outgoing connections: nobody gets it before it is used
    const port = await freePort(randomInt(10_000, 30_000), { taken });
    taken.add(port);
    return String(port);
  };
  return { PORT: await next(), DASHBOARD_PORT: await next(), WORKER_PORT: await next(), PROXY_PORT: await next() };
};

/** Sees to it that nobody else can listen on the port; whoever has it already keeps it, which does just as well. */
export const takePort = async (port: number): Promise<AsyncDisposable> => {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve() : reject(error)));
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return { [Symbol.asyncDispose]: async () => void server.close() };
};

export interface Lab extends AsyncDisposable {
  readonly pid: number;
  /** Everything that it has printed so far. */
  said(): string;
  signal(signal: NodeJS.Signals): void;
  /** Exit code, or the signal's name. */
  readonly exit: Promise<number | string>;
  /** Waits for the text; throws with what was printed when it does not come. */
  until(text: string | RegExp, milliseconds?: number): Promise<void>;
}

/** Starts `lab …` as its own process. Settings of the person who runs the tests do not reach it. */
export const startLab = (args: readonly string[], env: Record<string, string>): Lab => {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/(_URL|_PORT|_ROOT|_SECRET)$|^(PORT|HOST|VITEST.*|NODE_ENV)$/.test(name),
    ),
  );
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...own, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exit = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    said: () => output,
    signal: (signal) => void child.kill(signal),
    exit,
    async until(text, milliseconds = 60_000) {
      const found = () => (typeof text === 'string' ? output.includes(text) : text.test(output));
      await waitUntil(() => found() || ended(), milliseconds);
      if (!found()) throw new Error(`${String(text)} was not printed:\n${output}`);
    },
    async [Symbol.asyncDispose]() {
      if (ended()) return;
      child.kill('SIGTERM');
      await exit;
    },
  };
};

/** The state file, once it satisfies the condition. */
export const stateOf = async (root: string, condition = (_: LabState) => true): Promise<LabState> => {
  let state: LabState | undefined;
  const found = await waitUntil(async () => {
    state = await readState(root);
    return state !== undefined && condition(state);
  }, 30_000);
  if (!found || !state) throw new Error(`.lab/state.json never was as expected: ${JSON.stringify(state)}`);
  return state;
};

/** The names of those that still run after the time. */
export const survivors = async (pids: Readonly<Record<string, number>>, milliseconds = 20_000): Promise<string[]> => {
  const alive = () => Object.keys(pids).filter((name) => isAlive(pids[name] ?? 0));
  await waitUntil(() => alive().length === 0, milliseconds);
  return alive();
};
