import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { HostOptions } from './worker-host.ts';

/** A process of a test, ended with its scope. */
export interface Host extends AsyncDisposable {
  readonly pid: number;
  /** What it has written to its log so far. */
  log(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Resolves with its exit code or signal. */
  readonly ended: Promise<string>;
}

export const startHost = async (options: HostOptions): Promise<Host> => {
  const child: ChildProcess = fork(new URL('./worker-host.ts', import.meta.url), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? String(code))));
  await Promise.race([
    new Promise((resolve) => child.once('message', resolve)),
    ended.then((how) => Promise.reject(new Error(`${options.name} ended (${how}) before it was ready: ${log}`))),
  ]);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.name} did not start`);
  return {
    pid,
    log: () => log,
    kill: (signal) => void process.kill(pid, signal),
    ended,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
};

/** All processes below one, by `/proc`: the measuring process, the samples, and what they have started. */
export const descendants = (pid: number): number[] => {
  const own = readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim();
    return children ? children.split(' ').map(Number) : [];
  });
  return own.flatMap((child) => {
    try {
      return [child, ...descendants(child)];
    } catch {
      // It has ended meanwhile.
      return [child];
    }
  });
};

export const isAlive = (pid: number): boolean => {
  try {
    // A zombie has ended; only its parent has not noticed.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

export const expectGone = (pids: readonly number[]): Promise<unknown> =>
  expect.poll(() => pids.filter(isAlive), { timeout: 15_000 }).toEqual([]);
