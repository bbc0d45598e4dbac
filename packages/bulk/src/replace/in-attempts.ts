import { setTimeout as sleep } from 'node:timers/promises';
import { BulkError } from '../bulk-error.ts';
import type { Session } from '../session/session.ts';

export interface LockPolicy {
  /** How long one attempt may wait, and thus hold up others behind it. 50 to 200 ms is a good range. */
  readonly timeoutMilliseconds: number;
  readonly attempts: number;
  /** The session's own `lock_timeout`, which holds outside the attempts. */
  readonly usual: string;
}

/** Reads what `lock_timeout` was, so that every attempt can put it back: the transaction may be the caller's. */
export const lockPolicy = async (
  session: Session,
  attempts: Pick<LockPolicy, 'attempts' | 'timeoutMilliseconds'>,
): Promise<LockPolicy> => {
  const { rows } = await session.query(`SELECT current_setting('lock_timeout') AS usual`);
  return { ...attempts, usual: String(rows[0]?.usual) };
};

const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';

/**
 * Runs `work`, which takes locks that others want, in short attempts. A waiting request for a strong lock queues every new reader or
 * writer behind it, so a long wait behind one slow transaction would stop the whole application; between two attempts they pass.
 * What a failed attempt did is undone.
 *
 * @throws BulkError `lock-timeout` after the last attempt.
 */
export const inAttempts = async <T>(
  session: Session,
  { name, locked }: { readonly name: string; readonly locked: string },
  { timeoutMilliseconds, attempts, usual }: LockPolicy,
  work: () => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    await session.query(`SAVEPOINT bulk_lock; SET LOCAL lock_timeout = ${Math.round(timeoutMilliseconds)}`);
    try {
      const value = await work();
      await session.query(
        `SET LOCAL lock_timeout = ${session.client.escapeLiteral(usual)}; RELEASE SAVEPOINT bulk_lock`,
      );
      return value;
    } catch (cause) {
      if (!isTimeout(cause)) throw cause;
      await session.query('ROLLBACK TO SAVEPOINT bulk_lock; RELEASE SAVEPOINT bulk_lock');
      if (attempt >= attempts)
        throw new BulkError(
          'lock-timeout',
          `Table ${name}: ${locked} stayed locked by others through ${attempts} attempts of ${timeoutMilliseconds} ms.`,
          { table: name },
          { cause },
        );
      // Jitter, so that two callers do not meet at every attempt.
      await sleep(timeoutMilliseconds * (0.5 + Math.random()), undefined, { signal: session.stop });
    }
  }
};
