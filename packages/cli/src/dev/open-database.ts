import { join } from 'node:path';
import { type PortChoice, startPostgres } from '@lab/services';
import type { BackingService } from './backing-service.ts';
import { databaseUrl } from './database-url.ts';
import { keepRunning } from './keep-running.ts';
import type { Reporter } from './reporter.ts';

const usualPort = 54_320;

export interface OpenDatabaseOptions {
  readonly given: string | undefined;
  readonly labRoot: string;
  /** This port or a free one above it; asked again when another program was faster to listen there. */
  choosePort(preferred: number): Promise<number>;
  readonly report: Reporter;
  /** It runs again, with another process id. */
  onRestart(): void;
}

/**
 * The server of DATABASE_URL, checked, or the embedded one in `.lab/postgres`, kept running.
 * Throws `database-unreachable`, `database-too-old`, `database-right-missing` or `service-failed`.
 */
export const openDatabase = async ({
  given,
  labRoot,
  choosePort,
  report,
  onRestart,
}: OpenDatabaseOptions): Promise<BackingService> => {
  // lazily: it needs the generated client
  const { checkServer } = await import('@lab/db');
  if (given) {
    const url = databaseUrl(given);
    const facts = await checkServer(url);
    return {
      url,
      using: `PostgreSQL ${facts.version} at ${facts.where}${facts.tls ? ', TLS' : ''}`,
      why: 'DATABASE_URL is set',
      pid: () => undefined,
      [Symbol.asyncDispose]: async () => {},
    };
  }
  let choice: PortChoice = () => choosePort(usualPort);
  const server = await keepRunning({
    async start() {
      const started = await startPostgres({
        directory: join(labRoot, '.lab', 'postgres'),
        port: choice,
        logFile: join(labRoot, '.lab', 'logs', 'postgres.log'),
      });
      // the apps are told of it: its successors listen on the same one
      choice = started.port;
      return started;
    },
    onTrouble: (sentence) => report.trouble('postgres', sentence),
    onRestart() {
      report.recovered('postgres');
      onRestart();
    },
  });
  const { connectionString: url, port } = server.current();
  const facts = await checkServer(url);
  return {
    url,
    using: `PostgreSQL ${facts.version}, embedded, on port ${port}, data in .lab/postgres`,
    why: 'DATABASE_URL is not set',
    moved: port === usualPort ? undefined : `Port ${usualPort} is taken: the embedded PostgreSQL is on ${port}.`,
    pid: () => server.current().pid,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
