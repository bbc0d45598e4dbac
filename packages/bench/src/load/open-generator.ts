import { extname } from 'node:path';
import type { LoadReport } from '../contract/load.ts';
import { forkBound } from '../runner/fork-bound.ts';
import { fromLoadSchema, type ToLoad } from './load-messages.ts';
import { checkLoadPlan, type LoadPlan } from './load-plan.ts';

/** Gets seconds of the phase that runs, at least once a second. */
export type LoadProgress = (done: number, total: number) => void;

/** A process that puts load on servers, one load at a time. */
export interface LoadGenerator extends AsyncDisposable {
  /** Of its process. */
  readonly pid: number | undefined;
  /**
   * The same load as `measure` for the plan's `warmUpSeconds`; resolves when all is answered, with what it was: undefined where
   * the plan has no warm-up. The requests are the same in another order. A scenario is warmed up by one user who never pauses.
   *
   * @throws BenchError `bad-input` for a plan that cannot be run; the signal's reason when cancelled; Error with one sentence
   * when the generator's process dies.
   */
  warmUp(plan: LoadPlan, progress?: LoadProgress): Promise<LoadReport | undefined>;
  /** The measured window of the plan. Throws as `warmUp` does; what the server does wrong is in the report. */
  measure(plan: LoadPlan, progress?: LoadProgress): Promise<LoadReport>;
}

/** A source here, built where this package was installed: the extension is that of this file. */
const loadProcess = new URL(`./load-process${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  readonly progress: LoadProgress | undefined;
  resolve(report: LoadReport): void;
  reject(error: unknown): void;
}

/**
 * Starts a load generator in a process of its own, which dies with this one. Open it before the timed unit of a sample and
 * close it after: the CPU time of children that end inside counts as the sample's.
 *
 * @param options.signal aborting kills the generator, whatever it is doing
 */
export const openGenerator = async ({ signal }: { readonly signal: AbortSignal }): Promise<LoadGenerator> => {
  signal.throwIfAborted();
  const child = forkBound(loadProcess);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4000);
  });
  let waiting: Waiting | undefined;
  let gone: { readonly reason: unknown } | undefined;
  const take = (): Waiting | undefined => {
    const taken = waiting;
    waiting = undefined;
    return taken;
  };
  const fail = (reason: unknown): void => {
    gone ??= { reason };
    take()?.reject(gone.reason);
  };
  child.on('message', (data) => {
    const parsed = fromLoadSchema.safeParse(data);
    if (!parsed.success) return fail(new Error(`The load generator sent no report: ${parsed.error.message}`));
    const message = parsed.data;
    if (message.type === 'progress') waiting?.progress?.(message.done, message.total);
    else if (message.type === 'ended') take()?.resolve(message.report);
    else take()?.reject(new Error(`The load generator failed: ${message.message}`));
  });
  child.once('error', fail);
  child.once('close', (code, killed) => {
    const how = killed ? `was ended by ${killed}` : `ended with exit code ${code}`;
    const lastLine = stderr.trim().split('\n').at(-1);
    fail(new Error(`The load generator's process ${how}${lastLine ? `: ${lastLine}` : ''}`));
  });
  const kill = () => {
    fail(signal.reason);
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', kill, { once: true });

  const run = async (phase: ToLoad['phase'], plan: LoadPlan, progress?: LoadProgress): Promise<LoadReport> => {
    if (gone) throw gone.reason;
    if (waiting) throw new Error('The load generator runs one load at a time.');
    return await new Promise<LoadReport>((resolve, reject) => {
      waiting = { progress, resolve, reject };
      const message: ToLoad = { type: 'run', phase, plan };
      child.send(message, (error) => error && fail(error));
    });
  };
  return {
    pid: child.pid,
    warmUp: async (plan, progress) => {
      const checked = checkLoadPlan(plan);
      return checked.warmUpSeconds > 0 ? await run('warm-up', checked, progress) : undefined;
    },
    measure: async (plan, progress) => await run('measure', checkLoadPlan(plan), progress),
    [Symbol.asyncDispose]: async () => {
      signal.removeEventListener('abort', kill);
      fail(new Error('The load generator was closed.'));
      child.kill('SIGKILL');
      if (child.pid !== undefined) await exited;
    },
  };
};
