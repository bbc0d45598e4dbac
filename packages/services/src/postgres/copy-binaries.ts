import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PostgresBinaries } from './find-binaries.ts';
import { sharedFolder } from './shared-folder.ts';

/** Copies the 60 MB of the server once to where every user can run them. */
export const copyBinaries = async (binaries: PostgresBinaries): Promise<PostgresBinaries> => {
  const native = dirname(dirname(binaries.postgres));
  const name = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = join(sharedFolder, `native-${name}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    // whoever comes second keeps the first one's
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  }
  const at = (binary: string) => join(copy, 'bin', basename(binary));
  return { initdb: at(binaries.initdb), postgres: at(binaries.postgres) };
};
