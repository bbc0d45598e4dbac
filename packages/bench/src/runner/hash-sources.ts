import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const addFile = async (hash: Hash, path: string, name: string): Promise<void> => {
  const content = await readFile(path);
  hash.update(`${name}\0${content.length}\0`).update(content);
};

const addSources = async (hash: Hash, sources: URL): Promise<void> => {
  const root = fileURLToPath(sources);
  if ((await stat(root)).isFile()) return await addFile(hash, root, basename(root));
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .sort();
  for (const file of files) await addFile(hash, file, relative(root, file).replaceAll(sep, '/'));
};

/**
 * Hash of the benchmark's code: every file under the folders and every file that is named itself, by name and content. Results of unequal hashes differ in kind.
 */
export const hashSources = async (sources: readonly URL[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const source of sources) await addSources(hash, source);
  return hash.digest('hex').slice(0, 16);
};
