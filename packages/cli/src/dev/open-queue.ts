import { join } from 'node:path';
import { type PortChoice, startRedis } from '@lab/services';
import type { BackingService } from './backing-service.ts';
import { checkRedis } from './check-redis.ts';
import { keepRunning } from './keep-running.ts';
import type { Reporter } from './reporter.ts';

const usualPort = 63_790;

export interface OpenQueueOptions {
  readonly given: string | undefined;
  readonly labRoot: string;
  /** This port or a free one above it; asked again when another program was faster to listen there. */
  choosePort(preferred: number): Promise<number>;
  readonly report: Reporter;
  /** It runs again, with another process id. */
  onRestart(): void;
}

const onPostgres = (why: string): BackingService => ({
  // BullMQ on Postgres is what the apps choose when they get no REDIS_URL
  url: '',
  using: 'PostgreSQL (BullMQ)',
  why,
  pid: () => undefined,
  [Symbol.asyncDispose]: async () => {},
});

/** The Redis of REDIS_URL, checked; else a private one where the program is on PATH; else the database does the work. */
export const openQueue = async ({
  given,
  labRoot,
  choosePort,
  report,
  onRestart,
}: OpenQueueOptions): Promise<BackingService> => {
  if (given) {
    const { version, where } = await checkRedis(given);
    return {
      url: given,
      using: `Redis ${version} at ${where}`,
      why: 'REDIS_URL is set',
      pid: () => undefined,
      [Symbol.asyncDispose]: async () => {},
    };
  }
  let choice: PortChoice = () => choosePort(usualPort);
  const absent = new Error('no redis-server on PATH');
  const server = await keepRunning({
    start: async () => {
      const started = await startRedis({
        directory: join(labRoot, '.lab', 'redis'),
        port: choice,
        logFile: join(labRoot, '.lab', 'logs', 'redis.log'),
      });
      if (!started) throw absent;
      // the apps are told of it: its successors listen on the same one
      choice = started.port;
      return started;
    },
    onTrouble: (sentence) => report.trouble('redis', sentence),
    onRestart() {
      report.recovered('redis');
      onRestart();
    },
  }).catch((error: unknown) => {
    if (error === absent) return undefined;
    throw error;
  });
  if (!server) return onPostgres('REDIS_URL is not set, and no redis-server or valkey-server is on PATH');
  const { url, program } = server.current();
  const { version } = await checkRedis(url);
  return {
    url,
    using: `Redis ${version}, private (${program})`,
    why: 'REDIS_URL is not set',
    pid: () => server.current().pid,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
