import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const maxBytes = 10 * 1024 * 1024;

/** Opens a log for appending; one that has grown beyond 10 MiB is kept once as `.old`. */
export const openLog = async (file: string): Promise<{ handle: FileHandle; size: number }> => {
  await mkdir(dirname(file), { recursive: true });
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxBytes) await rename(file, `${file}.old`);
  return { handle: await open(file, 'a', 0o600), size: size > maxBytes ? 0 : size };
};
