import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The secret in this file: 32 random bytes, made at the first call, the same ever after, readable by its owner only. */
export const keepSecret = async (file: string): Promise<string> => {
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.trim()) return known.trim();
  await mkdir(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // link(2) refuses to overwrite: of two that come at once both read the first one's
  await link(mine, file).catch(() => {});
  await rm(mine);
  return (await readFile(file, 'utf8')).trim();
};
