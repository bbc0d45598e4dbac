import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until the condition holds; false when it did not within the time. */
export const waitUntil = async (
  condition: () => boolean | Promise<boolean>,
  milliseconds: number,
  intervalMs = 20,
): Promise<boolean> => {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(intervalMs);
  }
};
