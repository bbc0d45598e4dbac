import type { BenchResult, RunnerSink } from '@lab/bench';
import { forkBound } from '@lab/bench/runner';
import { LabError } from '@lab/errors';
import { endSessions } from './end-sessions.ts';
import { type FromChild, fromChildSchema, type ToChild } from './messages.ts';
import type { RunRequest } from './run-request.ts';
import { toLabError } from './to-lab-error.ts';

export interface ForkRunOptions {
  /** Awaited. What it throws ends the run and is thrown by `forkRun`. */
  readonly onEvent: RunnerSink;
  /** Aborting stops the sample that runs and keeps the finished rounds. */
  readonly signal: AbortSignal;
  /** The checkout; `.lab` lies in it. */
  readonly labRoot: string;
  /** BENCH_DATABASE_URL; absent: a private cluster in `.lab/bench`. */
  readonly databaseUrl?: string | undefined;
  /** Another lock than that of the machine; for tests. */
  readonly lockName?: string | undefined;
  /** A host that takes no event for this long has been stopped (SIGSTOP): the process leaves the machine to others. Default 60,000. */
  readonly hostSilenceMs?: number | undefined;
}

/** A cancelled run stops its sample, its sessions and its cluster; more than this and it is stuck. */
const cancelDeadlineMs = 20_000;

/**
 * Executes a run in a process of its own: it waits for its turn on the machine, starts the measuring cluster, and sends what
 * the runner says. Nothing of it outlives this process: the kernel ends the child with its parent, and the cluster and the
 * samples with the child.
 *
 * @returns the result; `partial` when cancelled after a round was finished.
 * @throws LabError of the runner (bad input, database, `cancelled`), `measuring-stopped` when the process was killed, or what
 * `onEvent` threw.
 */
export const forkRun = async (request: RunRequest, options: ForkRunOptions): Promise<BenchResult> => {
  if (options.signal.aborted) throw new LabError('cancelled');
  const child = forkBound(new URL('./child-process.ts', import.meta.url), { ownSession: true });
  const { promise, resolve, reject } = Promise.withResolvers<BenchResult>();
  const gone = Promise.withResolvers<void>();
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-8000);
  });
  const send = (message: ToChild) => {
    if (child.connected) child.send(message, () => {});
  };
  let killer: NodeJS.Timeout | undefined;
  const abort = () => {
    send({ type: 'abort' });
    killer ??= setTimeout(() => child.kill('SIGKILL'), cancelDeadlineMs);
  };
  let refusal: { readonly error: unknown } | undefined;
  const receive = async (message: FromChild): Promise<void> => {
    switch (message.type) {
      case 'done':
        return resolve(message.result);
      case 'error':
        return reject(toLabError(message, options.databaseUrl));
      case 'event':
        try {
          if (!refusal) await options.onEvent(message.event);
        } catch (error) {
          refusal ??= { error };
          abort();
        }
        return send({ type: 'taken', id: message.id });
    }
  };
  child.on('message', (data) => {
    const parsed = fromChildSchema.safeParse(data);
    if (parsed.success) void receive(parsed.data);
    else reject(new Error(`The measuring process sent what cannot be read: ${parsed.error.message}`));
  });
  child.once('error', (error) => {
    gone.resolve();
    reject(error);
  });
  child.once('close', (code, signal) => {
    const lastLine = stderr.trim().split('\n').at(-1);
    const reason = `${signal ?? `exit code ${code}`}${lastLine ? `: ${lastLine}` : ''}`;
    gone.resolve();
    reject(new LabError('measuring-stopped', { reason }));
  });
  options.signal.addEventListener('abort', abort, { once: true });
  const { labRoot, databaseUrl, lockName, hostSilenceMs = 60_000 } = options;
  send({ type: 'start', request, labRoot, databaseUrl, lockName, hostSilenceMs });
  try {
    const result = await promise;
    if (refusal) throw refusal.error;
    return result;
  } catch (error) {
    child.kill('SIGKILL');
    if (refusal) throw refusal.error;
    throw error;
  } finally {
    options.signal.removeEventListener('abort', abort);
    await gone.promise;
    clearTimeout(killer);
    // A private cluster has gone with its process; an external server still runs what a killed one has asked for.
    if (databaseUrl) await endSessions(databaseUrl, request.runId);
  }
};
