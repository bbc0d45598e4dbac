import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';

const againMs = 100;

/** Waits until no other import is changing the tables; the turn ends with the transaction. Asks rather than blocks, so that a cancel is felt. */
export const takeTurn = async (client: PoolClient, signal: AbortSignal): Promise<void> => {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtext('bulk_writes_import')) AS taken`,
    );
    if (rows[0]?.taken) return;
    await sleep(againMs, undefined, { signal });
  }
};
