import { setTimeout as sleep } from 'node:timers/promises';
import { BulkError } from '../bulk-error.ts';
import type { Session } from '../session/session.ts';

export interface LockOptions {
  /** How long one attempt may wait, and thus hold up others behind it. 50 to 200 ms is a good range. */
  readonly timeoutMilliseconds: number;
  readonly attempts: number;
}

const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '55P03';

/**
 * Takes a lock in short attempts. A waiting ACCESS EXCLUSIVE request queues every new reader behind it, so a long wait behind
 * one slow transaction would stop the whole application; between two attempts the readers pass.
 */
export const lockTable = async (
  session: Session,
  table: { readonly sql: string; readonly name: string },
  mode: 'SHARE UPDATE EXCLUSIVE' | 'ACCESS EXCLUSIVE',
  { timeoutMilliseconds, attempts }: LockOptions,
): Promise<void> => {
  await session.query(`SET LOCAL lock_timeout = ${Math.round(timeoutMilliseconds)}`);
  for (let attempt = 1; ; attempt++) {
    await session.query('SAVEPOINT bulk_lock');
    try {
      await session.query(`LOCK TABLE ${table.sql} IN ${mode} MODE`);
      return;
    } catch (cause) {
      if (!isTimeout(cause)) throw cause;
      await session.query('ROLLBACK TO SAVEPOINT bulk_lock');
      if (attempt >= attempts)
        throw new BulkError(
          'lock-timeout',
          `Table ${table.name} stayed locked by others through ${attempts} attempts of ${timeoutMilliseconds} ms.`,
          { table: table.name },
          { cause },
        );
      // Jitter, so that two callers do not meet at every attempt.
      await sleep(timeoutMilliseconds * (0.5 + Math.random()), undefined, { signal: session.stop });
    }
  }
};
