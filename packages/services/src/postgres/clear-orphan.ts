import { LabError } from '@lab/errors';
import { isAlive } from '../process/is-alive.ts';
import { waitUntil } from '../process/wait-until.ts';
import { disownPostmasterFile, isServerOf, readPostmasterFile } from './postmaster-file.ts';

/**
 * Call it while holding the cluster's lock. A server that still runs then has lost its owner (SIGKILL): it is given the
 * time to end by itself, then asked, then told. A process that merely got the same id is left alone.
 */
export const clearOrphan = async (directory: string, patienceMs = 5_000): Promise<void> => {
  const file = await readPostmasterFile(directory);
  if (!file || !isAlive(file.pid)) return;
  if (!(await isServerOf(file.pid, directory))) return disownPostmasterFile(directory);
  // not isAlive: where nobody reaps orphans (a container without an init) the dead keep their ids
  const gone = async () => !(await isServerOf(file.pid, directory));
  // a dead server that nobody has reaped yet keeps its id, and PostgreSQL would refuse to start because of it
  const leave = () => (isAlive(file.pid) ? disownPostmasterFile(directory) : undefined);
  if (await waitUntil(gone, patienceMs)) return leave();
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(file.pid, signal);
    } catch {
      // it ended, or belongs to somebody else: the last line tells
    }
    if (await waitUntil(gone, patienceMs)) return leave();
  }
  throw new LabError('service-failed', {
    service: 'The embedded PostgreSQL',
    reason: `an earlier server (process ${file.pid}) still runs on ${directory} and cannot be ended; end it, then start again.`,
  });
};
