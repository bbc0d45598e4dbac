import { extname } from 'node:path';
import type { Sample } from '../contract/result.ts';
import { formatSeconds } from '../format/format-metric.ts';
import { forkBound } from './fork-bound.ts';
import { type FromSample, fromSampleSchema, type SampleTask, type ToSample } from './sample-messages.ts';

export interface SampleHooks<Edge> {
  /** Called at both edges of the timed unit, while the sample's process waits. */
  readonly edge: () => Promise<Edge>;
  readonly progress: (done: number, total: number) => void;
  readonly note: (text: string) => void;
}

export interface RawSample<Edge> extends Pick<Sample, 'load' | 'histogram'> {
  readonly metrics: Readonly<Record<string, number>>;
  readonly counters: Readonly<Record<string, number>>;
  /** What the variant itself says of how far to trust it. */
  readonly noise: Readonly<Record<string, number>>;
  readonly before: Edge;
  readonly after: Edge;
}

export interface SampleLimit {
  /** The variant, as people know it. */
  readonly name: string;
  readonly seconds: number;
}

/** A source here, built where this package was installed: the extension is that of this file. */
const sampleProcess = new URL(`./sample-process${extname(import.meta.url)}`, import.meta.url);

/** How long a sample that is told to stop may take to let go of its connections before it is killed. */
const graceMs = 1500;

const endedText = (code: number | null, signal: NodeJS.Signals | null, stderr: string): string => {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const lastLine = stderr.trim().split('\n').at(-1);
  return `The sample's process ${how} before it had finished${lastLine ? `: ${lastLine}` : ''}`;
};

/**
 * Runs one sample in a fresh process and reads `edge` at both ends of its timed unit. The process is gone when it returns.
 *
 * @throws Error with one sentence when the variant fails, its process dies or the limit passes; the signal's reason when
 * cancelled.
 */
export const runSample = async <Edge>(
  task: SampleTask,
  hooks: SampleHooks<Edge>,
  limit: SampleLimit,
  signal: AbortSignal,
): Promise<RawSample<Edge>> => {
  signal.throwIfAborted();
  const child = forkBound(sampleProcess);
  const { promise, resolve, reject } = Promise.withResolvers<RawSample<Edge>>();
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4000);
  });
  const send = (message: ToSample) => {
    if (child.connected) child.send(message, () => {});
  };
  let before: Edge | undefined;
  let timed: (Extract<FromSample, { type: 'timed-end' }> & { readonly after: Edge }) | undefined;
  const receive = async (message: FromSample): Promise<void> => {
    switch (message.type) {
      case 'note':
        return hooks.note(message.text);
      case 'progress':
        return hooks.progress(message.done, message.total);
      case 'timed-begin':
        before = await hooks.edge();
        return send({ type: 'go' });
      case 'timed-end':
        timed = { ...message, after: await hooks.edge() };
        return send({ type: 'go' });
      case 'failed':
        return reject(new Error(message.message));
      case 'measured':
        if (!timed || before === undefined) return reject(new Error('The variant ended before its timed unit did.'));
        return resolve({
          metrics: { ...timed.metrics, ...message.metrics },
          counters: { ...timed.counters, ...message.counters },
          noise: message.noise,
          ...(message.load && { load: message.load }),
          ...(message.histogram !== undefined && { histogram: message.histogram }),
          before,
          after: timed.after,
        });
    }
  };
  child.on('message', (data) => {
    const parsed = fromSampleSchema.safeParse(data);
    if (!parsed.success)
      return reject(new Error(`The sample sent a value that is not a number: ${parsed.error.message}`));
    receive(parsed.data).catch(reject);
  });
  child.once('error', reject);
  // `close` comes after the last message was read; `exit` may overtake it, so it only counts when `close` stays away.
  let orphanedPipe: NodeJS.Timeout | undefined;
  child.once('close', (code, ended) => reject(new Error(endedText(code, ended, stderr))));
  child.once('exit', (code, ended) => {
    orphanedPipe = setTimeout(() => reject(new Error(endedText(code, ended, stderr))), 1000);
  });
  let killer: NodeJS.Timeout | undefined;
  // Asked first, so that a variant ends what it has started itself (psql); a process that is stuck does not hear it.
  const stop = () => {
    send({ type: 'abort' });
    killer ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  let late: Error | undefined;
  const limiter = setTimeout(() => {
    late = new Error(
      `${limit.name} had not finished after ${formatSeconds(limit.seconds)}, the most that one sample may take, so it was ended.`,
    );
    stop();
  }, limit.seconds * 1000);
  send({ ...task });
  try {
    const sample = await promise;
    signal.throwIfAborted();
    if (late) throw late;
    return sample;
  } catch (error) {
    signal.throwIfAborted();
    child.kill('SIGKILL');
    throw late ?? error;
  } finally {
    clearTimeout(limiter);
    signal.removeEventListener('abort', stop);
    if (child.pid !== undefined) await exited;
    clearTimeout(killer);
    clearTimeout(orphanedPipe);
  }
};
