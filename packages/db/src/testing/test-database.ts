import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { inject } from 'vitest';
import { createPool } from '../create-pool.ts';
// What `inject` may ask for is declared there; packages that only import this door must see it too.
import type {} from './global-setup.ts';

// Here rather than beside the setup that provides it, so that whoever imports the door has it.
declare module 'vitest' {
  export interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

export interface TestDatabase extends AsyncDisposable {
  readonly connectionString: string;
  readonly pool: Pool;
  /** The server's maintenance database, for tests that look at sessions or create roles. */
  readonly adminConnectionString: string;
}

const asAdmin = async (connectionString: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** A fresh database with the migrated schema, gone with its scope: `await using database = await testDatabase()`. */
export const testDatabase = async (options: { readonly empty?: boolean } = {}): Promise<TestDatabase> => {
  const adminConnectionString = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(
    adminConnectionString,
    `CREATE DATABASE ${name} TEMPLATE ${options.empty ? 'template1' : 'lab_template'}`,
  );
  const connectionString = adminConnectionString.replace(/\/postgres$/, `/${name}`);
  const pool = createPool({ connectionString, applicationName: 'lab-test', max: 5 });
  return {
    connectionString,
    adminConnectionString,
    pool,
    [Symbol.asyncDispose]: async () => {
      await pool[Symbol.asyncDispose]();
      await asAdmin(adminConnectionString, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
};
