import type { Pool, PoolClient } from 'pg';
import type { AnyJob } from '../../define-job.ts';
import type { QueueBackend, QueueMessage } from '../backend/queue-backend.ts';
import type { Log } from '../log.ts';

interface OutboxRow {
  readonly id: string;
  readonly job: string;
  readonly payload: unknown;
  readonly deduplication_key: string | null;
  readonly epoch: string;
  readonly failures: number;
}

export interface RelayBatchOptions {
  readonly pool: Pool;
  readonly backend: QueueBackend;
  readonly jobs: readonly AnyJob[];
  readonly batch: number;
  readonly log: Log;
}

// The time tells apart a row from the one of the same number in a database that was reset while Redis kept its jobs.
const toMessage = (row: OutboxRow): QueueMessage => ({
  id: `outbox-${row.id}-${row.epoch}`,
  payload: row.payload,
  deduplicationKey: row.deduplication_key ?? undefined,
});

const markDispatched = (client: PoolClient, rows: readonly OutboxRow[]) =>
  client.query('UPDATE outbox SET dispatched_at = clock_timestamp(), error = NULL WHERE id = ANY($1::bigint[])', [
    rows.map((row) => row.id),
  ]);

/** One at a time, so that a message that the queue refuses does not hold up the others. */
const relaySingly = async (client: PoolClient, job: AnyJob, rows: readonly OutboxRow[], options: RelayBatchOptions) => {
  const queue = options.backend.queue(job);
  for (const row of rows) {
    try {
      await queue.add([toMessage(row)]);
      await markDispatched(client, [row]);
    } catch (error) {
      // Is it the message or the store? Throws in the second case.
      await queue.counts();
      const problem = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      options.log.error({ outbox: row.id, job: job.name, problem }, 'the queue refuses a message');
      const seconds = Math.min(2 ** row.failures, 300);
      await client.query(
        `UPDATE outbox SET failures = failures + 1, error = $2, available_at = clock_timestamp() + make_interval(secs => $3)
         WHERE id = $1`,
        [row.id, problem, seconds],
      );
    }
  }
};

const relayJob = async (client: PoolClient, job: AnyJob, rows: readonly OutboxRow[], options: RelayBatchOptions) => {
  try {
    await options.backend.queue(job).add(rows.map(toMessage));
  } catch {
    await relaySingly(client, job, rows, options);
    return;
  }
  await markDispatched(client, rows);
};

/**
 * Takes the oldest pending messages to the queue and marks them, in one transaction that keeps other relays off these rows
 * (SKIP LOCKED). Killed between adding and marking, it adds them again under the same ids, which the queue ignores.
 * @returns how many rows it has seen to; as many as `batch` means that there may be more
 */
export const relayBatch = async (options: RelayBatchOptions): Promise<number> => {
  const client = await options.pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    // A job that this process does not know waits for one that does.
    const { rows } = await client.query<OutboxRow>(
      `SELECT id, job, payload, deduplication_key, failures, (extract(epoch FROM created_at) * 1000)::bigint::text AS epoch
       FROM outbox WHERE dispatched_at IS NULL AND available_at <= clock_timestamp() AND job = ANY($1::text[])
       ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [options.jobs.map((job) => job.name), options.batch],
    );
    for (const job of options.jobs) {
      const own = rows.filter((row) => row.job === job.name);
      if (own.length > 0) await relayJob(client, job, own, options);
    }
    await client.query('COMMIT');
    return rows.length;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
};
