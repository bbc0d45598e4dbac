import { Pool } from 'pg';

export interface PoolOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity; tells which process holds a session. */
  readonly applicationName: string;
  /** Most connections at once; default 10. */
  readonly max?: number;
  /** Of every session from its start on, e.g. `{ TimeZone: 'UTC', statement_timeout: '10s' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** An idle connection was lost (a restarted server). The pool replaces it; this is for the log. */
  readonly onIdleError?: (error: Error) => void;
}

/** Command-line form of settings, as the start-up packet carries them: a backslash guards spaces and backslashes. */
const optionsOf = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, '\\$&')}`)
    .join(' ');

/** A pg pool that survives the loss of idle connections and closes with its scope. */
export const createPool = (options: PoolOptions): Pool & AsyncDisposable => {
  const { connectionString, applicationName, max = 10, settings, onIdleError } = options;
  const pool = new Pool({
    connectionString,
    max,
    application_name: applicationName,
    ...(settings && { options: optionsOf(settings) }),
    // A request fails while the server is down instead of hanging.
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // Without a listener the loss of an idle connection would end the process; the next query opens a new one.
  pool.on('error', (error) => onIdleError?.(error));
  // The pool listens only to connections that lie idle. One that is lost while it is lent out tells its borrower by the
  // statement that fails, and tells it once more as an event that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return Object.assign(pool, {
    async [Symbol.asyncDispose]() {
      if (!pool.ended && !pool.ending) await pool.end();
    },
  });
};
