import { readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

/** The lines of `postmaster.pid` that matter here (PostgreSQL: src/include/utils/pidfile.h). */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** It has written that it accepts connections. */
  readonly ready: boolean;
}

const fileOf = (directory: string) => join(directory, 'postmaster.pid');

/** Reads `postmaster.pid`; undefined when no server has run here since the last clean end. */
export const readPostmasterFile = async (directory: string): Promise<PostmasterFile | undefined> => {
  const text = await readFile(fileOf(directory), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  return Number(pid) > 0 ? { pid: Number(pid), port: Number(port) || 0, ready: status?.trim() === 'ready' } : undefined;
};

/** Whether this process is the server of this folder: process ids are used again, so being alive is not enough. */
export const isServerOf = async (pid: number, directory: string): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  // a postmaster's working folder is its data folder
  const [folder, name] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
    readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''),
  ]);
  return name.trim() === 'postgres' && folder === directory;
};

const noProcess = 2 ** 30;

/**
 * Says in `postmaster.pid` that the process is gone. PostgreSQL refuses to start while any process has that id. The
 * file itself stays: its shared-memory key is how the server notices that old sessions are still attached.
 */
export const disownPostmasterFile = async (directory: string): Promise<void> => {
  const text = await readFile(fileOf(directory), 'utf8').catch(() => undefined);
  if (text === undefined) return; // a clean end has removed it
  const [, ...rest] = text.split('\n');
  await writeFile(fileOf(directory), [noProcess, ...rest].join('\n'));
};
