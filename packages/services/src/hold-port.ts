import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lock, takeLock } from './take-lock.ts';

/**
 * Keeps a port that was found free for whoever is going to listen on it seconds later: undefined when another lab of this
 * account holds it. Other programs do not know of it. Ends with the process, as every lock does.
 */
export const holdPort = (port: number): Lock | undefined =>
  takeLock(join(tmpdir(), `backend-lab-ports-${process.getuid?.() ?? 'all'}`, `${port}.lock`));
