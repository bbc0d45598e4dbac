import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Lies in the data folder, which only its owner may enter; PostgreSQL ignores files that it does not know. */
export const passwordFile = 'lab.password';

/** The password of `lab` in this cluster. Clusters of before it was random have `lab`. */
export const readPassword = (directory: string): Promise<string> =>
  readFile(join(directory, passwordFile), 'utf8').then(
    (text) => text.trim(),
    () => 'lab',
  );
