import { LabError } from '@lab/errors';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { DatabaseError } from 'pg';
import { filters } from './filters.ts';
import { migrationsFolder } from './folders.ts';
import { readMigrations } from './read-migrations.ts';
import { requireSchemas } from './require-schemas.ts';
import { withEngine } from './with-engine.ts';

export interface MigrateOptions {
  readonly connectionString: string;
  /** Folder in the layout of `prisma migrate`, ending in a slash; default the one of this package. */
  readonly folder?: URL;
}

export interface MigrateResult {
  /** Names of the migrations that this call has applied, in order; empty when the database was up to date. */
  readonly applied: readonly string[];
}

// Recorded in the script's own transaction: whoever is killed meanwhile leaves a migration that is applied and known to be, or neither.
const finish = `UPDATE "_prisma_migrations" SET "finished_at" = now(), "applied_steps_count" = 1
WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`;

// The one kind of statement that must be alone in its script.
const standsAlone = (script: string) => /\bCONCURRENTLY\b/i.test(script);

const scriptsOf = ({ migrationDirectories }: MigrationList): ReadonlySet<string> =>
  new Set(
    migrationDirectories.flatMap(({ migrationFile: { content } }) => (content.tag === 'ok' ? [content.value] : [])),
  );

const inWords = (error: unknown, script = ''): string => {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof DatabaseError) || error.position === undefined) return error.message;
  return `${error.message}, at line ${script.slice(0, Number(error.position)).split('\n').length}`;
};

// A failed script has left nothing behind, so that its corrected version may be tried.
const forgetFailed = async (engine: SchemaEngine, names: readonly string[]) => {
  for (const migrationName of names) await engine.markMigrationRolledBack({ migrationName });
};

/**
 * Applies what the database lacks, each migration in one transaction, and records it where `prisma migrate deploy` does.
 * Any number of processes may call it at once: they take turns, and all but the first find nothing to do.
 * @throws LabError `migration-edited`, `migration-failed`, `database-right-missing` (create schemas), and those of `checkServer`
 */
export const migrate = async (options: MigrateOptions): Promise<MigrateResult> => {
  const migrationsList = await readMigrations(options.folder ?? migrationsFolder);
  const scripts = scriptsOf(migrationsList);
  let problem: { readonly error: unknown; readonly script: string } | undefined;
  const adapter = {
    connectionString: options.connectionString,
    prepareScript: (script: string) => (scripts.has(script) && !standsAlone(script) ? `${script}\n;${finish}` : script),
    onScriptError: (error: unknown, script: string) => {
      problem = { error, script };
    },
  };
  return withEngine(adapter, async (engine, client) => {
    await requireSchemas(client, options.connectionString);
    const diagnose = () => engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
    await forgetFailed(engine, (await diagnose()).failedMigrationNames);
    const { editedMigrationNames } = await diagnose();
    if (editedMigrationNames.length > 0) throw new LabError('migration-edited', { migrations: editedMigrationNames });
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
      return { applied: appliedMigrationNames };
    } catch (error) {
      const { failedMigrationNames: failed } = await diagnose();
      await forgetFailed(engine, failed);
      const said = inWords(problem?.error ?? error, problem?.script);
      throw new LabError(
        'migration-failed',
        { migration: failed[0] ?? 'unknown', problem: said },
        { cause: problem?.error ?? error },
      );
    }
  });
};
