import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Lock extends Disposable {
  release(): void;
}

const SQLITE_BUSY = 5;

/** Keeps them reachable: a forgotten one would be closed, and its lock given up, by the next garbage collection. */
const held = new Set<DatabaseSync>();

/**
 * Takes a lock of the operating system on a file, or returns undefined when another process has it.
 * It ends with the process, however that ends: nothing has to be cleaned up after SIGKILL, no process id can be reused.
 * Node has no flock(2) or fcntl(2); SQLite, which it ships, locks its file with fcntl(2) on every platform.
 */
export const takeLock = (file: string): Lock | undefined => {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // no journal beside it: nothing is ever written
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  held.add(database);
  const release = () => {
    held.delete(database);
    if (database.isOpen) database.close();
  };
  return { release, [Symbol.dispose]: release };
};
