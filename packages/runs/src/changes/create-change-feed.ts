import { Client } from 'pg';
import { z } from 'zod';
import type { ChangeHint } from '../contract.ts';
import { changesChannel } from './notify-change.ts';

export interface ChangeFeedOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity; default `lab-changes`. */
  readonly applicationName?: string;
  readonly onError?: (error: unknown) => void;
}

/** A hint with its place in the feed of this process. */
export interface NumberedHint {
  readonly id: string;
  readonly hint: ChangeHint;
}

export interface ChangeFeed extends AsyncDisposable {
  /**
   * Hints until `signal` aborts. Begins with "read everything again" unless `lastEventId` is the newest hint of this feed. A slow
   * reader gets each changed thing once, however often it changed, so that its backlog is bounded.
   */
  subscribe(signal: AbortSignal | undefined, lastEventId?: string | null): AsyncGenerator<NumberedHint, void, void>;
  /** Resolves when notifications arrive; rejects never. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** What a reader must do after a gap that nobody can name. */
const readAgain: ChangeHint = { kind: 'all', id: null };
const payloadSchema = z.object({ kind: z.string(), id: z.string() });
const probeEveryMs = 10_000;
const longestBackOffMs = 5_000;

/** Anybody who may connect may notify: what is not a hint is passed over. */
const toHint = (payload: string | undefined): ChangeHint | undefined => {
  try {
    return payloadSchema.safeParse(JSON.parse(payload ?? '')).data;
  } catch {
    return undefined;
  }
};

interface Reader {
  push(id: string, hint: ChangeHint): void;
}

/** One LISTEN connection for a whole process, however many pages are open; it reconnects for ever and owns up to the gap. */
export const createChangeFeed = (options: ChangeFeedOptions): ChangeFeed => {
  const readers = new Set<Reader>();
  const feedId = crypto.randomUUID().slice(0, 8);
  const closing = new AbortController();
  let sequence = 0;
  let connected = () => {};
  const ready = new Promise<void>((resolve) => {
    connected = resolve;
  });

  const idNow = () => `${feedId}-${sequence}`;
  const publish = (hint: ChangeHint) => {
    sequence++;
    for (const reader of readers) reader.push(idNow(), hint);
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      closing.signal.addEventListener('abort', () => [clearTimeout(timer), resolve()], { once: true });
    });

  /** Resolves when the connection has ended, for whatever reason. */
  const listen = async (onListening: () => void) => {
    const client = new Client({
      connectionString: options.connectionString,
      application_name: options.applicationName ?? 'lab-changes',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
    client.on('error', (error) => options.onError?.(error));
    client.on('notification', ({ payload }) => {
      const hint = toHint(payload);
      if (hint) publish(hint);
    });
    const end = () => void client.end().catch(() => {});
    closing.signal.addEventListener('abort', end, { once: true });
    // A server that vanished without a word is noticed by a probe, not by the next hint that never comes.
    let probe: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      if (closing.signal.aborted) return;
      await client.query(`LISTEN ${changesChannel}`);
      onListening();
      probe = setInterval(() => client.query('SELECT 1').catch(end), probeEveryMs);
      await ended;
    } finally {
      clearInterval(probe);
      closing.signal.removeEventListener('abort', end);
      await client.end().catch(() => {});
    }
  };

  const keepListening = async () => {
    let backOffMs = 100;
    while (!closing.signal.aborted) {
      await listen(() => {
        backOffMs = 100;
        connected();
        publish(readAgain);
      }).catch((error: unknown) => options.onError?.(error));
      if (closing.signal.aborted) return;
      await pause(backOffMs);
      backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
    }
  };
  const running = keepListening();

  const close = async () => {
    closing.abort();
    await running;
  };

  return {
    ready,
    close,
    [Symbol.asyncDispose]: close,
    async *subscribe(signal, lastEventId) {
      const waiting = new Map<string, NumberedHint>();
      let wake = () => {};
      const reader: Reader = {
        push: (id, hint) => {
          const key = `${hint.kind} ${hint.id}`;
          // Set again at the end of the order, so that the id that is tracked last is the newest.
          waiting.delete(key);
          waiting.set(key, { id, hint });
          wake();
        },
      };
      const stop = () => wake();
      readers.add(reader);
      signal?.addEventListener('abort', stop, { once: true });
      closing.signal.addEventListener('abort', stop, { once: true });
      try {
        if (lastEventId !== idNow()) yield { id: idNow(), hint: readAgain };
        while (!signal?.aborted && !closing.signal.aborted) {
          const [key, next] = waiting.entries().next().value ?? [];
          if (key !== undefined && next) {
            waiting.delete(key);
            yield next;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        readers.delete(reader);
        signal?.removeEventListener('abort', stop);
        closing.signal.removeEventListener('abort', stop);
      }
    },
  };
};
