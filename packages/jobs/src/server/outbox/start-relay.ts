import type { Pool } from 'pg';
import type { AnyJob } from '../../define-job.ts';
import type { QueueBackend } from '../backend/queue-backend.ts';
import { listen } from '../listen.ts';
import { type Log, silent } from '../log.ts';
import { pruneOutbox } from './prune-outbox.ts';
import { relayBatch } from './relay-batch.ts';

export interface RelayOptions {
  /** At least two connections: one listens. */
  readonly pool: Pool;
  readonly backend: QueueBackend;
  /** Jobs that this process knows; others are left for one that does. */
  readonly jobs: readonly AnyJob[];
  readonly log?: Log;
  /** Safety net beside NOTIFY; default 1,000. */
  readonly pollMs?: number;
  /** Messages per transaction; default 100. */
  readonly batch?: number;
  /** Relayed messages are kept this long, for people who look for one; default 24. */
  readonly keepHours?: number;
}

export interface Relay extends AsyncDisposable {
  /** False while the queue's store or the database cannot be reached. */
  readonly healthy: boolean;
  close(): Promise<void>;
}

/** The trigger on the table `outbox` notifies it. */
const channel = 'lab_outbox';
const pruneEveryMs = 10 * 60_000;

/**
 * Takes jobs from the outbox to the queue until it is closed. Any number of relays may run at once, in any processes.
 * While the queue's store is down nothing is lost: messages wait in the database.
 */
export const startRelay = (options: RelayOptions): Relay => {
  const { pool, backend, jobs, log = silent, pollMs = 1000, batch = 100, keepHours = 24 } = options;
  const ended = new AbortController();
  let healthy = true;
  let nudged = false;
  let wake = () => {};
  let prunedAt = 0;

  const nudge = () => {
    nudged = true;
    wake();
  };
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (nudged || ended.signal.aborted) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const prune = async () => {
    if (Date.now() - prunedAt < pruneEveryMs) return;
    prunedAt = Date.now();
    await pruneOutbox(pool, keepHours);
  };
  const step = async (): Promise<boolean> => {
    try {
      const seen = await relayBatch({ pool, backend, jobs, batch, log });
      await prune();
      if (!healthy) log.info({ store: backend.store }, 'the relay works again');
      healthy = true;
      return seen === batch;
    } catch (error) {
      if (healthy) log.warn({ error }, 'the relay cannot reach the queue; messages wait in the outbox');
      healthy = false;
      return false;
    }
  };
  const run = async () => {
    while (!ended.signal.aborted) {
      nudged = false;
      const more = await step();
      // A store that is down is asked once a poll, however many messages come in.
      if (!healthy) nudged = false;
      if (!more) await pause(pollMs);
    }
  };

  const listening = listen({ pool, channel, onNotify: nudge, onListening: nudge });
  const running = run();
  const close = async () => {
    ended.abort();
    wake();
    await Promise.all([running, listening[Symbol.asyncDispose]()]);
  };
  return {
    get healthy() {
      return healthy;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
