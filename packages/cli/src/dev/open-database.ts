import { join } from 'node:path';
import { startPostgres } from '@lab/services';
import type { BackingService } from './backing-service.ts';
import { databaseUrl } from './database-url.ts';
import { keepRunning } from './keep-running.ts';
import type { Reporter } from './reporter.ts';

export interface OpenDatabaseOptions {
  readonly given: string | undefined;
  readonly labRoot: string;
  readonly port: number;
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
  port,
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
  const server = await keepRunning({
    start: () =>
      startPostgres({
        directory: join(labRoot, '.lab', 'postgres'),
        port,
        logFile: join(labRoot, '.lab', 'logs', 'postgres.log'),
      }),
    onTrouble: (sentence) => report.trouble('postgres', sentence),
    onRestart() {
      report.recovered('postgres');
      onRestart();
    },
  });
  const url = server.current().connectionString;
  const facts = await checkServer(url);
  return {
    url,
    using: `PostgreSQL ${facts.version}, embedded, on port ${port}, data in .lab/postgres`,
    why: 'DATABASE_URL is not set',
    pid: () => server.current().pid,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
