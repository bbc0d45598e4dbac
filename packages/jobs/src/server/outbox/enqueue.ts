import { LabError } from '@lab/errors';
import type { ClientBase, Pool } from 'pg';
import type { z } from 'zod';
import type { AnyJob } from '../../define-job.ts';

export interface EnqueueOptions {
  /** While a job with this key waits or runs, this one is dropped by the queue. */
  readonly deduplicationKey?: string;
  /** Not before this much later. */
  readonly delayMs?: number;
}

/**
 * Records a job in the caller's transaction: it exists if, and only if, that commits. A relay takes it to the queue.
 * @returns id of the outbox row
 * @throws LabError `bad-input` when the payload is not what the job says
 */
export const enqueue = async <Job extends AnyJob>(
  client: ClientBase | Pool,
  job: Job,
  payload: z.input<Job['payload']>,
  { deduplicationKey, delayMs = 0 }: EnqueueOptions = {},
): Promise<bigint> => {
  const parsed = job.payload.safeParse(payload);
  if (!parsed.success)
    throw new LabError('bad-input', { problem: `The payload of ${job.name} is wrong: ${parsed.error.message}` });
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO outbox (job, payload, deduplication_key, available_at)
     VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4)) RETURNING id`,
    // As input, so that the worker parses what the producer gave, defaults and transforms included.
    [job.name, JSON.stringify(payload), deduplicationKey ?? null, delayMs / 1000],
  );
  return BigInt(rows[0]?.id ?? 0);
};
