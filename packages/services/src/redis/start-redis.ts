import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '@lab/errors';
import { Redis } from 'ioredis';
import { acquireLock } from '../acquire-lock.ts';
import { keepSecret } from '../keep-secret.ts';
import { onPort, type PortChoice } from '../on-port.ts';
import { bindToParent } from '../process/bind-to-parent.ts';
import { findExecutable } from '../process/find-executable.ts';
import { openLog } from '../process/open-log.ts';
import { readTail } from '../process/read-tail.ts';
import { stopChild } from '../process/stop-child.ts';
import type { Lock } from '../take-lock.ts';

export interface StartRedisOptions {
  /** Folder of its configuration and append-only file. One process at a time owns it. */
  readonly directory: string;
  readonly port?: PortChoice;
  /** Absent: `<directory>.log`. */
  readonly logFile?: string;
}

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Path of the program that was found. */
  readonly program: string;
  readonly logFile: string;
  /** Settles when the server has ended, on purpose or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const failed = (reason: string) => new LabError('service-failed', { service: 'The private Redis', reason });

const startMs = 20_000;

const answers = async (url: string): Promise<boolean> => {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    // it answers with LOADING until its file is read
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
};

interface Launch {
  readonly program: string;
  readonly directory: string;
  readonly port: number;
  readonly logFile: string;
  readonly lock: Lock;
}

const launch = async ({ program, directory, port, logFile, lock }: Launch): Promise<RedisServer | string> => {
  const password = await keepSecret(join(directory, 'password'));
  const configuration = join(directory, 'redis.conf');
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: JSON.stringify(directory),
    requirepass: password,
    appendonly: 'yes',
    // the append-only file holds everything; a snapshot beside it would only cost
    save: '""',
    'maxmemory-policy': 'noeviction',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  await writeFile(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  const log = await openLog(logFile);
  const bound = await bindToParent(program, [configuration], 'TERM');
  const child = spawn(bound.command, [...bound.args], {
    cwd: '/',
    stdio: [bound.stdin, log.handle.fd, log.handle.fd],
    detached: true,
  });
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
  await log.handle.close();
  const pid = child.pid ?? 0;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const stop = async () => {
    if (child.pid === undefined) return;
    child.stdin?.end();
    await stopChild(child, pid, [
      { signal: 'SIGTERM', milliseconds: 5_000 },
      { signal: 'SIGKILL', milliseconds: 5_000 },
    ]);
  };
  const deadline = performance.now() + startMs;
  // Its log first: asking the port alone would hand the password to whoever has taken it.
  const ready = async () =>
    (await readTail(logFile, { since: log.size, lines: 100 })).includes('Ready to accept connections') &&
    (await answers(url));
  while (!(await ready())) {
    if (hasEnded() || performance.now() > deadline) {
      await stop();
      return readTail(logFile, { since: log.size });
    }
    await sleep(20);
  }
  void ended.then(() => lock.release());
  return { url, port, pid, program, logFile, ended, stop, [Symbol.asyncDispose]: stop };
};

/**
 * Starts a private Redis or Valkey when one is on PATH; undefined when none is. Jobs survive its restart (append-only
 * file), nothing is evicted, and only who can read its folder knows the password. It ends with this process.
 */
export const startRedis = async (options: StartRedisOptions): Promise<RedisServer | undefined> => {
  const program = await findExecutable(['redis-server', 'valkey-server']);
  if (!program) return undefined;
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(`${directory}.lock`);
  if (!lock)
    throw failed(`the folder ${directory} is in use by another live process; use that server, or end it first.`);
  try {
    const logFile = options.logFile ?? `${directory}.log`;
    const outcome = await onPort(options.port, (port) => launch({ program, directory, port, logFile, lock }), failed);
    if (typeof outcome !== 'string') return outcome;
    throw failed(`its log (${logFile}) ends with:\n${outcome}`);
  } catch (error) {
    lock.release();
    throw error;
  }
};
