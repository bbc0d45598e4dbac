import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';

export type Readiness = 'ready' | 'ended' | 'late';

export interface AwaitReadyOptions {
  readonly directory: string;
  readonly port: number;
  readonly connectionString: string;
  readonly milliseconds: number;
  hasEnded(): boolean;
}

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new Client({ connectionString, ssl: false, connectionTimeoutMillis: 2_000 });
  // a server that goes away in between speaks on the idle client
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
};

/**
 * Waits until the server says in its own folder that it is ready, and answers. Asking the port alone would hand the
 * password to whoever has taken it. Recovery after a crash counts as starting.
 */
export const awaitReady = async (options: AwaitReadyOptions): Promise<Readiness> => {
  const deadline = performance.now() + options.milliseconds;
  while (!options.hasEnded()) {
    const file = await readPostmasterFile(options.directory);
    const ours = file?.ready && file.port === options.port && (await isServerOf(file.pid, options.directory));
    if (ours && (await answers(options.connectionString))) return 'ready';
    if (performance.now() > deadline) return 'late';
    await sleep(15);
  }
  return 'ended';
};
