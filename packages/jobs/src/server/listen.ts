import type { Pool, PoolClient } from 'pg';

export interface ListenOptions {
  readonly pool: Pool;
  /** A constant of this code, not input. */
  readonly channel: string;
  onNotify(payload: string): void;
  /** Called whenever listening begins, the first time and after each loss: what was missed has to be looked up. */
  onListening(): void;
  readonly retryMs?: number;
}

/** Keeps one connection of the pool on LISTEN, and gets another one when it is lost. */
export const listen = ({ pool, channel, onNotify, onListening, retryMs = 500 }: ListenOptions): AsyncDisposable => {
  const ended = new AbortController();
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let opening = Promise.resolve();

  const drop = () => {
    client?.removeAllListeners('notification');
    client?.release(true);
    client = undefined;
  };
  const retry = () => {
    // A connection that is lost while it begins to listen fails twice, by its statement and by its event: once is enough.
    clearTimeout(timer);
    if (!ended.signal.aborted) timer = setTimeout(start, retryMs);
  };
  const open = async () => {
    try {
      client = await pool.connect();
      client.once('error', () => {
        drop();
        retry();
      });
      client.on('notification', ({ payload }) => onNotify(payload ?? ''));
      await client.query(`LISTEN ${channel}`);
      if (!ended.signal.aborted) onListening();
    } catch {
      drop();
      retry();
    }
  };
  const start = () => {
    opening = open();
  };
  start();

  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      clearTimeout(timer);
      await opening;
      clearTimeout(timer);
      drop();
    },
  };
};
