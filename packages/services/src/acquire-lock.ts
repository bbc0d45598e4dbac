import { waitUntil } from './process/wait-until.ts';
import { type Lock, takeLock } from './take-lock.ts';

/** Takes the lock within the time, so that an owner who was just killed has the moment to be gone. */
export const acquireLock = async (file: string, milliseconds = 1_000): Promise<Lock | undefined> => {
  let lock: Lock | undefined;
  await waitUntil(() => {
    lock = takeLock(file);
    return lock !== undefined;
  }, milliseconds);
  return lock;
};
