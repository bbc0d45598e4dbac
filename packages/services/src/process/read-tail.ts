import { open } from 'node:fs/promises';

/** The last lines of a file, from byte `since` on; empty when there is no file. */
export const readTail = async (file: string, { since = 0, lines = 12 } = {}): Promise<string> => {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(since, size - 16_384);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), 0, null, start);
    return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    await handle.close();
  }
};
