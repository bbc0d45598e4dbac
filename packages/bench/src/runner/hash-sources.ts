import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const addFolder = async (hash: Hash, folder: URL): Promise<void> => {
  const root = fileURLToPath(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .sort();
  for (const file of files) {
    const content = await readFile(file);
    hash.update(`${relative(root, file).replaceAll(sep, '/')}\0${content.length}\0`).update(content);
  }
};

/**
 * Hash of the benchmark's code: every file under the folders, by name and content. Results of unequal hashes differ in kind.
 */
export const hashSources = async (folders: readonly URL[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const folder of folders) await addFolder(hash, folder);
  return hash.digest('hex').slice(0, 16);
};
