import { readFile } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The text of a variant's files as they are now, one after the other, each under its path in the checkout.
 * @param files relative to `sources`, or whole `file:` URLs
 */
export const readCode = async (files: readonly string[], sources: URL, root: string): Promise<string> => {
  const parts = files.map(async (file) => {
    const path = fileURLToPath(new URL(file, sources));
    const inside = relative(root, path).replaceAll(sep, '/');
    // A result is published: it does not tell where on this machine something outside the checkout lies.
    const shown = inside.startsWith('..') ? basename(path) : inside;
    return `// ${shown}\n${await readFile(path, 'utf8')}`;
  });
  return (await Promise.all(parts)).join('\n');
};
