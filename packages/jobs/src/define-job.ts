import type { z } from 'zod';

/** What producer and worker agree on. Browser-safe: a contract imports it. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  /** `<area>.<verb>`, e.g. `runs.execute`; the queue has the same name. */
  readonly name: string;
  /** A pointer to a row, never the data. An optional field says that older jobs, which may still be queued, lack it. */
  readonly payload: Payload;
  /** How often it is tried in all, the first time included. */
  readonly attempts: number;
  /** Pause before the second attempt; it doubles with each further one. */
  readonly backoffMs: number;
  /** After this the processor's signal aborts and the attempt has failed. Absent: no limit. */
  readonly timeoutSeconds?: number;
}

/** Any job, where its payload does not matter. */
export type AnyJob = JobDefinition;

export type JobPayload<Job extends AnyJob> = z.output<Job['payload']>;

interface DefineJobOptions<Payload extends z.ZodType> {
  readonly name: string;
  readonly payload: Payload;
  readonly attempts?: number;
  readonly backoffMs?: number;
  readonly timeoutSeconds?: number;
}

/**
 * States a job: default 3 attempts, 1 s of backoff, no time limit.
 * @throws TypeError when the definition cannot work; it is a constant, so that happens at start-up.
 */
export const defineJob = <Payload extends z.ZodType>(options: DefineJobOptions<Payload>): JobDefinition<Payload> => {
  const { name, attempts = 3, backoffMs = 1000, timeoutSeconds } = options;
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(name))
    throw new TypeError(`A job is named <area>.<verb> in kebab case, not "${name}".`);
  if (!Number.isInteger(attempts) || attempts < 1) throw new TypeError(`${name}: attempts must be at least 1.`);
  if (!(backoffMs >= 0)) throw new TypeError(`${name}: backoffMs must not be negative.`);
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0))
    throw new TypeError(`${name}: timeoutSeconds must be positive.`);
  return {
    name,
    payload: options.payload,
    attempts,
    backoffMs,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
};
