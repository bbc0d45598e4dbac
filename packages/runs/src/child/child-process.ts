// The measuring process. Forked by fork-run.ts; ends with its parent.
import type { RunnerEvent } from '@lab/bench';
import { isBenchError } from '@lab/bench';
import { isLabError, LabError } from '@lab/errors';
import { executeRequest } from './execute-request.ts';
import { type FromChild, type ToChild, toChildSchema } from './messages.ts';

const abort = new AbortController();
const waiting = new Map<number, () => void>();
let events = 0;
let hostSilenceMs = 60_000;

const send = (message: FromChild): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!process.send) return reject(new Error('child-process.ts only runs as a child of forkRun.'));
    process.send(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });

const sink = async (event: RunnerEvent): Promise<void> => {
  const id = ++events;
  const taken = new Promise<void>((resolve) => waiting.set(id, resolve));
  await send({ type: 'event', id, event });
  // A host that is stopped, not killed, looks alive to the kernel; its run is another worker's by now, which waits for this machine.
  const silence = setTimeout(() => process.exit(1), hostSilenceMs);
  await taken;
  clearTimeout(silence);
};

const errorMessage = (error: unknown): FromChild => {
  const message = error instanceof Error ? error.message : String(error);
  if (!isLabError(error) && !isBenchError(error)) return { type: 'error', data: {}, message };
  const data = Object.fromEntries(
    Object.entries(error.data).map(([name, value]) => [name, typeof value === 'object' && value ? [...value] : value]),
  );
  return { type: 'error', code: error.code, data, message };
};

const start = async ({
  request,
  hostSilenceMs: _,
  ...options
}: Extract<ToChild, { type: 'start' }>): Promise<FromChild> => {
  try {
    return { type: 'done', result: await executeRequest(request, { ...options, sink, signal: abort.signal }) };
  } catch (error) {
    return errorMessage(
      abort.signal.aborted && !isLabError(error) && !isBenchError(error) ? abort.signal.reason : error,
    );
  }
};

process.on('message', async (data) => {
  const message = toChildSchema.parse(data);
  switch (message.type) {
    case 'taken':
      waiting.get(message.id)?.();
      waiting.delete(message.id);
      return;
    case 'abort':
      return abort.abort(new LabError('cancelled'));
    case 'start':
      hostSilenceMs = message.hostSilenceMs;
      await send(await start(message));
      process.exit(0);
  }
});
// A definition may leave an 'error' event without a listener; its host is told the sentence, not only that the process is gone.
process.once('uncaughtException', async (error) => {
  await send(errorMessage(error)).catch(() => {});
  process.exit(1);
});
// Without a host nobody takes the result. The kernel ends what this process has started (see fork-bound.ts).
process.on('disconnect', () => process.exit(1));
