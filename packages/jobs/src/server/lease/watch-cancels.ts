import type { Pool } from 'pg';
import { listen } from '../listen.ts';
import { cancelChannel, cancelKey } from './cancel-channel.ts';
import type { LeaseTarget } from './lease.ts';

/** The fast path of cancelling; without it, a cancel is felt at the next renewal. One per process is enough. */
export interface CancelWatch extends AsyncDisposable {
  /** Calls back when the end of the work on this row may have been asked for: read the row. Returns how to stop. */
  subscribe(target: LeaseTarget, onHint: () => void): () => void;
}

export const watchCancels = (pool: Pool): CancelWatch => {
  const subscribers = new Map<string, Set<() => void>>();
  const listening = listen({
    pool,
    channel: cancelChannel,
    onNotify: (key) => {
      for (const call of subscribers.get(key) ?? []) call();
    },
    // What was said while nobody listened is in the rows.
    onListening: () => {
      for (const calls of subscribers.values()) for (const call of calls) call();
    },
  });
  return {
    subscribe(target, onHint) {
      const key = cancelKey(target);
      const calls = subscribers.get(key) ?? new Set();
      subscribers.set(key, calls.add(onHint));
      return () => {
        calls.delete(onHint);
        if (calls.size === 0) subscribers.delete(key);
      };
    },
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
};
