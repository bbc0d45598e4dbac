import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from './backoff-ms.ts';

export interface Running extends AsyncDisposable {
  readonly ended: Promise<void>;
}

export interface KeptRunning<Server extends Running> extends AsyncDisposable {
  /** The one that runs now; the last one while its successor starts. */
  current(): Server;
}

export interface KeepRunningOptions<Server extends Running> {
  start(): Promise<Server>;
  /** Told of every end that was not asked for, and of every failed attempt to start again. */
  onTrouble(sentence: string): void;
  onRestart(): void;
}

const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Starts a server and starts it again whenever it ends before this is disposed. The first start may throw. */
export const keepRunning = async <Server extends Running>({
  start,
  onTrouble,
  onRestart,
}: KeepRunningOptions<Server>): Promise<KeptRunning<Server>> => {
  let server = await start();
  const stopping = new AbortController();
  const watch = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      await server.ended;
      if (stopping.signal.aborted) return;
      onTrouble(failures === 0 ? 'ended unexpectedly; starting it again' : 'ended again');
      await sleep(backoffMs(failures), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        server = await start();
        failures = 0;
        onRestart();
      } catch (error) {
        failures++;
        onTrouble(message(error));
      }
    }
  };
  const watching = watch();
  return {
    current: () => server,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await server[Symbol.asyncDispose]();
      await watching;
      // a restart may have been under way
      await server[Symbol.asyncDispose]();
    },
  };
};
