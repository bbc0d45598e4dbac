import { filters } from './filters.ts';
import { type MigrateOptions, type MigrateResult, migrate } from './migrate.ts';
import { withEngine } from './with-engine.ts';

/** Drops everything in the schemas of Backend Lab (`public`, `naive`, `optimized`, `bullmq`) and migrates again. All data is lost. */
export const reset = async (options: MigrateOptions): Promise<MigrateResult> => {
  await withEngine({ connectionString: options.connectionString }, async (engine, client) => {
    await client.query('DROP SCHEMA IF EXISTS bullmq, naive, optimized CASCADE');
    await engine.reset({ filter: filters });
    // What the engine does not know of.
    await client.query('DROP FUNCTION IF EXISTS public.notify_outbox() CASCADE');
  });
  return migrate(options);
};
