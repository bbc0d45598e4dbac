import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Indexes that are loaded, and the id of the first of them. */
export interface LoadRange {
  readonly first: number;
  readonly count: number;
  readonly firstId: number;
}

export interface LoadWorkerData {
  readonly connectionString: string;
  readonly applicationName: string;
  readonly range: LoadRange;
  readonly seed: number;
  readonly into: { readonly naive: string; readonly optimized: string };
  /** Indexes that a worker takes at a time. */
  readonly batch: number;
  /** Two 32-bit numbers: indexes taken, indexes loaded. */
  readonly counters: SharedArrayBuffer;
}

export interface LoadOptions extends Omit<LoadWorkerData, 'batch' | 'counters'> {
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Told how many are loaded, four times a second. */
  readonly onLoaded: (customers: number) => void;
}

/**
 * Loads the customers of a range through threads that each have a connection of their own. They take small batches as they finish
 * the last one, so a slow one keeps nobody waiting. When one fails, or the caller stops, all end; what they have loaded stays where
 * it is.
 */
export const runLoadWorkers = async (options: LoadOptions): Promise<void> => {
  const { workers, signal, onLoaded, ...rest } = options;
  signal.throwIfAborted();
  const counters = new SharedArrayBuffer(8);
  const batch = Math.max(100, Math.min(5000, Math.ceil(options.range.count / (workers * 4))));
  const workerData: LoadWorkerData = { ...rest, batch, counters };
  const loaded = new Int32Array(counters);
  const threads = Array.from(
    { length: workers },
    () => new Worker(new URL('./load-worker.ts', import.meta.url), { workerData, execArgv: [] }),
  );
  const stop = () => {
    for (const thread of threads) thread.postMessage('stop');
  };
  signal.addEventListener('abort', stop);
  const ticker = setInterval(() => onLoaded(Atomics.load(loaded, 1)), 250);
  try {
    const ends = threads.map(async (thread) => {
      // `once` rejects with what the thread threw.
      await once(thread, 'exit');
    });
    await Promise.all(
      ends.map((end) =>
        end.catch((error: unknown) => {
          stop();
          throw error;
        }),
      ),
    ).finally(() => Promise.allSettled(ends));
    signal.throwIfAborted();
    onLoaded(Atomics.load(loaded, 1));
  } finally {
    clearInterval(ticker);
    signal.removeEventListener('abort', stop);
    for (const thread of threads) await thread.terminate();
  }
};
