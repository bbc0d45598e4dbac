import type { Log } from './log.ts';

export interface WithoutRedisOptions {
  readonly log: Log;
  /** For how long nothing is tried after a failure, in ms: a server that hangs must not hold up every request anew. */
  readonly pauseMs: number;
  /** A clock that never goes back, in ms. */
  readonly now: () => number;
}

export interface WithoutRedis {
  readonly reachable: boolean;
  /** What the work gives, or `otherwise` where it fails or a pause is on. Never throws. */
  attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T>;
  /** Ends a pause: the connection is there again. */
  resume(): void;
}

/** A circuit breaker: what to do without Redis, with one line in the log when it goes away and one when it is back. */
export const createWithoutRedis = ({ log, pauseMs, now }: WithoutRedisOptions): WithoutRedis => {
  let reachable = true;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const failed = (error: unknown): void => {
    pausedUntil = now() + pauseMs;
    if (!reachable) return;
    reachable = false;
    log.warn({ error }, 'Redis does not answer; pages are cached without it until it does.');
  };

  return {
    get reachable() {
      return reachable;
    },
    async attempt(work, otherwise) {
      if (now() < pausedUntil) return otherwise;
      try {
        const result = await work();
        if (!reachable) log.info({}, 'Redis answers again; pages are cached there.');
        reachable = true;
        return result;
      } catch (error) {
        failed(error);
        return otherwise;
      }
    },
    resume() {
      pausedUntil = Number.NEGATIVE_INFINITY;
    },
  };
};
