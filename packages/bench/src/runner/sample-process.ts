// One sample in a process of its own: memory, JIT and garbage of one variant cannot leak into another. Forked by run-sample.ts.
import type { MeasureContext } from '../contract/definition.ts';
import { importDefinition } from './import-definition.ts';
import { meterProcess } from './process-meter.ts';
import { type FromSample, type SampleTask, toSampleSchema } from './sample-messages.ts';

const progressEveryMs = 200;

const send = (message: FromSample): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!process.send) return reject(new Error('sample-process.ts only runs as a child of the runner.'));
    process.send(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });

const abort = new AbortController();
let passGate: (() => void) | undefined;

/** Tells the runner where the sample stands and waits until it has read the server's counters. */
const gate = async (message: FromSample): Promise<void> => {
  const passed = new Promise<void>((resolve) => {
    passGate = resolve;
  });
  await send(message);
  await passed;
};

const contextOf = (
  task: SampleTask,
): MeasureContext<Record<string, unknown>> & { readonly timedCalls: () => number } => {
  let calls = 0;
  let sentAt = 0;
  return {
    ...task.context,
    signal: abort.signal,
    note: (text) => void send({ type: 'note', text }),
    progress: (done, total) => {
      const now = performance.now();
      if (now - sentAt < progressEveryMs && done < total) return;
      sentAt = now;
      void send({ type: 'progress', done, total });
    },
    timed: async (work) => {
      if (++calls > 1) throw new Error('timed() may be called once a sample.');
      await gate({ type: 'timed-begin' });
      const stop = meterProcess();
      const value = await work();
      await gate({ type: 'timed-end', ...stop() });
      return value;
    },
    timedCalls: () => calls,
  };
};

const execute = async (task: SampleTask): Promise<FromSample> => {
  try {
    const definition = await importDefinition(task.definitionUrl);
    const context = contextOf(task);
    const { metrics, counters, noise, load, histogram } = await definition.measure(context, task.sample);
    if (context.timedCalls() === 0) throw new Error(`Variant ${task.sample.variant} never called timed().`);
    return {
      type: 'measured',
      metrics: { ...metrics },
      counters: { ...counters },
      noise: { ...noise },
      ...(load && { load }),
      ...(histogram !== undefined && { histogram }),
    };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
};

process.on('message', async (data) => {
  const message = toSampleSchema.parse(data);
  if (message.type === 'go') return passGate?.();
  if (message.type === 'abort') return abort.abort();
  await send(await execute(message));
  // Whatever the variant left open (a pool, a timer) must not keep the process.
  process.exit(0);
});
// The runner is gone, so nobody wants this result.
process.on('disconnect', () => process.exit(1));
