import { LabError } from '@lab/errors';
import { DatabaseError } from 'pg';
import { databaseOf } from '../server/database-of.ts';
import { filters } from './filters.ts';
import type { MigrateOptions } from './migrate.ts';
import { readMigrations } from './read-migrations.ts';
import { readSchema } from './read-schema.ts';
import { withEngine } from './with-engine.ts';

/**
 * SQL of the migration that is missing: what the Prisma schema has and the migrations lack; empty when they agree. The migrations are
 * applied to a shadow database for that, which is dropped afterwards; the data of the server is not touched. What Prisma cannot say
 * (check constraints, triggers, the tables in filters.ts) is not compared.
 * @throws LabError `database-right-missing` when the account may not create a database, and those of `checkServer`
 */
export const diff = async ({ connectionString, folder }: MigrateOptions): Promise<string> => {
  const migrations = await readMigrations(folder);
  let problem: unknown;
  const onScriptError = (error: unknown) => {
    problem = error;
  };
  try {
    return await withEngine({ connectionString, onScriptError }, async (engine) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'migrations', ...migrations },
        to: { tag: 'schemaDatamodel', files: (await readSchema()).map(([path, content]) => ({ path, content })) },
        script: true,
        exitCode: true,
        filters,
      });
      return exitCode === 0 ? '' : (stdout ?? '');
    });
  } catch (error) {
    if (!(problem instanceof DatabaseError)) throw error;
    if (problem.code !== '42501') throw problem;
    const right = 'create a database, the shadow in which migrations are compared';
    throw new LabError('database-right-missing', { ...databaseOf(connectionString), right }, { cause: problem });
  }
};
