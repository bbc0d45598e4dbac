import type { Pool, PoolClient } from 'pg';
import { BulkError } from '../bulk-error.ts';

export interface Taken extends Disposable {
  readonly mover: PoolClient;
  readonly loaders: readonly PoolClient[];
}

interface TakeOptions {
  readonly table: string;
  /** Ends the waiting, too. */
  readonly signal: AbortSignal | undefined;
}

/** The last in the queue of each pool. */
const queues = new WeakMap<Pool, Promise<void>>();

/** As `work`, or the signal's reason as soon as it fires. */
const orAbort = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return await work;
  const abort = Promise.withResolvers<never>();
  const onAbort = () => abort.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, abort.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

const lend = async (pool: Pool, signal: AbortSignal | undefined): Promise<PoolClient> => {
  const lent = pool.connect();
  try {
    return await orAbort(lent, signal);
  } catch (error) {
    // A pool takes no request back: what it lends later is returned at once.
    lent.then(
      (client) => client.release(),
      () => {},
    );
    throw error;
  }
};

/**
 * Takes one connection to move rows and `count` to load them, all or none. Calls on the same pool take turns at this: two that each
 * held a part of what the pool has, and waited for the rest, would wait for ever.
 *
 * @throws BulkError `aborted` or `connection-lost`; no connection is held then.
 */
export const takeConnections = async (pool: Pool, count: number, { table, signal }: TakeOptions): Promise<Taken> => {
  const returns: (() => void)[] = [];
  const giveBack = () => {
    for (const giveOneBack of returns.splice(0)) giveOneBack();
  };
  const take = async (): Promise<PoolClient> => {
    const client = await lend(pool, signal);
    let broken: Error | undefined;
    // Without a listener a connection that is lost while it waits for the others would end the whole process.
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    returns.push(() => {
      client.off('error', onError);
      client.release(broken ?? client.getTransactionStatus() !== 'I');
    });
    return client;
  };
  const before = queues.get(pool);
  const turn = Promise.withResolvers<void>();
  queues.set(pool, before === undefined ? turn.promise : before.then(() => turn.promise));
  try {
    if (before !== undefined) await orAbort(before, signal);
    const mover = await take();
    const loaders: PoolClient[] = [];
    for (let index = 0; index < count; index++) loaders.push(await take());
    return { mover, loaders, [Symbol.dispose]: giveBack };
  } catch (cause) {
    giveBack();
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw signal?.aborted
      ? new BulkError(
          'aborted',
          `Writing to table ${table} was aborted while it waited for connections.`,
          { table },
          { cause },
        )
      : new BulkError(
          'connection-lost',
          `Table ${table}: no connection to PostgreSQL: ${reason}`,
          { table },
          { cause },
        );
  } finally {
    turn.resolve();
  }
};
