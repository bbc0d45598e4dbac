import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { LabError } from '@lab/errors';
import { bindToParent, type Guard, openLog, readTail, stopGroup } from '@lab/services';
import { answersOk } from './answers-ok.ts';
import { backoffMs } from './backoff-ms.ts';
import type { Reporter } from './reporter.ts';
import type { AppSpec, SupervisedApp } from './supervised-app.ts';

/** Apps drain for eight seconds; whoever needs longer is ended. */
const stopMs = 12_000;
/** One that has run this long was healthy: its next crash starts the back-off anew. */
const healthyMs = 30_000;
/** So many crashes before the first answer are not an accident. */
const startAttempts = 3;
/** An app's way to say that a setting is wrong or its port is taken: starting it again would not help. */
const refusal = 2;

export interface SuperviseOptions {
  readonly logFile: string;
  readonly guard: Guard;
  readonly report: Reporter;
  onPid(): void;
}

/**
 * Starts an app in its own process group, bound to this process, its output in a log file; starts it again with
 * back-off when it ends. Disposing it ends the whole group.
 */
export const superviseApp = async (spec: AppSpec, options: SuperviseOptions): Promise<SupervisedApp> => {
  const { guard, report, logFile } = options;
  const stopping = new AbortController();
  const log = await openLog(logFile);
  const readiness = Promise.withResolvers<void>();
  // whoever does not ask must not be killed by the answer
  readiness.promise.catch(() => {});
  let child: ChildProcess | undefined;
  let answered = false;

  const failed = async (what: string) =>
    new LabError('service-failed', {
      service: `The ${spec.name}`,
      reason: `${what}. Its log (${logFile}) ends with:\n${await readTail(logFile, { since: log.size })}`,
    });

  const record = (stream: Readable, file: FileHandle) => {
    createInterface({ input: stream }).on('line', (line) => {
      report.line(spec.name, line);
      file.appendFile(`${stripVTControlCharacters(line)}\n`).catch(() => {});
    });
  };

  const launch = async (): Promise<ChildProcess> => {
    const bound = await bindToParent(spec.command, spec.args, 'TERM');
    const started = spawn(bound.command, [...bound.args], {
      cwd: spec.cwd,
      env: spec.env,
      stdio: [bound.stdin, 'pipe', 'pipe'],
      detached: true,
    });
    if (started.stdout) record(started.stdout, log.handle);
    if (started.stderr) record(started.stderr, log.handle);
    if (started.pid) guard.watch(started.pid);
    return started;
  };

  const awaitAnswer = async () => {
    while (!answered && !stopping.signal.aborted) {
      if (await answersOk(spec.readyUrl)) {
        answered = true;
        readiness.resolve();
      } else await sleep(100, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  const live = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      child = await launch();
      options.onPid();
      const [code, signal] = await once(child, 'exit').catch((error: Error) => [error.message, null]);
      const group = child.pid;
      if (group) {
        // what the leader left behind would hold its port
        if (!stopping.signal.aborted) await stopGroup(group, 2_000);
        guard.forget(group);
      }
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt > healthyMs) failures = 0;
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const hopeless = !answered && (code === refusal || failures + 1 >= startAttempts);
      if (hopeless) readiness.reject(await failed(how));
      if (!answered && code === refusal) return;
      const pause = backoffMs(failures++);
      // once it has been said that it cannot start, it is tried quietly: its source may be under somebody's hands
      if (answered || !hopeless)
        report.trouble(spec.name, `${how}; starting it again in ${pause / 1000} s (log: ${logFile})`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };

  void awaitAnswer();
  const living = live();
  return {
    name: spec.name,
    pid: () => (child && child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    ready: readiness.promise,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      if (child?.pid) {
        child.stdin?.end();
        await stopGroup(child.pid, stopMs);
        guard.forget(child.pid);
      }
      await living;
      await log.handle.close();
    },
  };
};
