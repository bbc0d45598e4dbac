import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Client } from 'pg';
import { withCharColumns } from './char-columns.ts';

export interface ScriptAdapterOptions {
  readonly connectionString: string;
  /** Rewrites a script before it is sent. */
  readonly prepareScript?: (script: string) => string;
  /** What PostgreSQL said to a script; the engine itself hands on no more than "external error". */
  readonly onScriptError?: (error: unknown, script: string) => void;
}

const adapt = async (options: ScriptAdapterOptions, release?: () => Promise<void>): Promise<SqlDriverAdapter> => {
  const { connectionString, prepareScript = (script) => script } = options;
  // One connection: the engine's advisory lock belongs to a session, and must end with it.
  const config = { connectionString, application_name: 'lab-migrate', max: 1 };
  const adapter = await new PrismaPg(config, { onPoolError: () => {} }).connect();
  const pool = adapter.underlyingDriver();
  const dispose = adapter.dispose.bind(adapter);
  let disposed: Promise<void> | undefined;
  return Object.assign(adapter, {
    queryRaw: withCharColumns(adapter.queryRaw.bind(adapter), pool),
    async executeScript(script: string) {
      try {
        await pool.query(prepareScript(script));
      } catch (error) {
        options.onScriptError?.(error, script);
        throw error;
      }
    },
    dispose() {
      disposed ??= dispose().then(release);
      return disposed;
    },
  });
};

const onServer = async (connectionString: string, statement: string) => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/**
 * The pg adapter for the schema engine, with repairs. The original cuts scripts at every semicolon, those in strings and
 * function bodies included, and commits piece by piece; here PostgreSQL gets the script whole, as one implicit transaction, so that a
 * failing migration leaves nothing behind. And its shadow database is neither reached through a URL nor dropped while connected.
 */
export const scriptAdapter = (
  options: ScriptAdapterOptions,
): SqlMigrationAwareDriverAdapterFactory & AsyncDisposable => {
  const open = new AsyncDisposableStack();
  // The engine forgets to close what it has opened, and a shadow after an error.
  const adopt = (adapter: SqlDriverAdapter) => open.adopt(adapter, () => adapter.dispose());
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => adopt(await adapt(options)),
    async connectToShadowDb() {
      const database = `lab_shadow_${randomUUID().replaceAll('-', '')}`;
      const url = new URL(options.connectionString);
      url.pathname = `/${database}`;
      try {
        await onServer(options.connectionString, `CREATE DATABASE ${database}`);
      } catch (error) {
        options.onScriptError?.(error, '');
        throw error;
      }
      const drop = () => onServer(options.connectionString, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      return adopt(await adapt({ ...options, connectionString: url.href }, drop));
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
};
