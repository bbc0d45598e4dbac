import { LabError } from '@lab/errors';

type TakeTurn = <T>(caller: string, signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;

/**
 * One after the other for each caller. Who types fast gives up request after request, but a statement that has begun goes on in the
 * database: with turns at most one of them does, and what was given up while it waited is never sent.
 * @throws LabError `cancelled` for that one
 */
export const createTurns = (): TakeTurn => {
  const last = new Map<string, Promise<void>>();
  return async (caller, signal, work) => {
    const before = last.get(caller);
    const { promise, resolve } = Promise.withResolvers<void>();
    last.set(caller, promise);
    try {
      await before;
      if (signal?.aborted) throw new LabError('cancelled');
      return await work();
    } finally {
      resolve();
      if (last.get(caller) === promise) last.delete(caller);
    }
  };
};
