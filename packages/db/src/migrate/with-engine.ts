import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { checkServer } from '../server/check-server.ts';
import { loadEngine } from './load-engine.mjs';
import { readSchema } from './read-schema.ts';
import { type ScriptAdapterOptions, scriptAdapter } from './script-adapter.ts';

// Any constant: one lock per database. The engine takes one of its own (72707369) but gives up after 10 s; this one waits.
const migrationLock = '7809378651513123';

/** Lends the engine while no other process of Backend Lab migrates this database. The lock ends with its session. */
export const withEngine = async <T>(
  options: ScriptAdapterOptions,
  work: (engine: SchemaEngine, lock: Client) => Promise<T>,
): Promise<T> => {
  const { connectionString } = options;
  await checkServer(connectionString);
  const Engine = await loadEngine();
  const lock = new Client({ connectionString, application_name: 'lab-migrate-lock', keepAlive: true });
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await using adapter = scriptAdapter(options);
    const engine = await Engine.new(
      { datamodels: await readSchema() },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter),
    );
    try {
      return await work(engine, lock);
    } finally {
      engine.free();
    }
  } finally {
    await lock.end();
  }
};
