import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { sharedFolder } from './shared-folder.ts';

const clusters = join(sharedFolder, 'clusters');
const linkedFrom = (directory: string) => readlink(directory).catch(() => undefined);

/**
 * A data folder that nobody can reach, with a symbolic link to it where it was wanted: deleting the link (or the whole
 * `.lab`) deletes the cluster, as if it lay there. Folders whose link is gone are removed here.
 */
export const moveDirectory = async (directory: string): Promise<string> => {
  await mkdir(clusters, { recursive: true, mode: 0o755 });
  for (const name of await readdir(clusters)) {
    if (!name.endsWith('.origin')) continue;
    const data = join(clusters, name.slice(0, -'.origin'.length));
    const origin = await readFile(join(clusters, name), 'utf8').catch(() => '');
    if ((await linkedFrom(origin)) === join(data, 'data')) continue;
    await rm(data, { recursive: true, force: true });
    await rm(join(clusters, name), { force: true });
  }
  const known = await linkedFrom(directory);
  if (known?.startsWith(clusters)) return known;
  const data = join(clusters, randomUUID());
  await mkdir(data, { mode: 0o755 });
  await mkdir(dirname(directory), { recursive: true });
  await symlink(join(data, 'data'), directory);
  await writeFile(`${data}.origin`, directory);
  return join(data, 'data');
};
