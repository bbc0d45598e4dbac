import { signalGroup } from './signal-group.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Asks the leader of a process group to end, gives it the time to end what it started, then tells whoever is left.
 * Returns when the whole group is gone; false when even SIGKILL did not end it (uninterruptible I/O).
 */
export const stopGroup = async (leader: number, milliseconds: number): Promise<boolean> => {
  const gone = () => !signalGroup(leader, 0);
  const leaderGone = () => {
    try {
      process.kill(leader, 0);
      return false;
    } catch {
      return true;
    }
  };
  try {
    process.kill(leader, 'SIGTERM');
    // a stopped process would only act on it after the deadline
    process.kill(leader, 'SIGCONT');
  } catch {
    // the leader has ended; its children may not have
  }
  await waitUntil(leaderGone, milliseconds);
  if (gone()) return true;
  signalGroup(leader, 'SIGTERM');
  if (await waitUntil(gone, Math.min(milliseconds, 1_000))) return true;
  signalGroup(leader, 'SIGKILL');
  return waitUntil(gone, 5_000);
};
