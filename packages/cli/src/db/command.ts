import { LabError } from '@lab/errors';
import type { Command } from 'commander';
import { generateClient } from '../dev/generate-client.ts';
import { openAnyDatabase } from './open-any-database.ts';

export const configure = (command: Command): void => {
  command
    .command('migrate')
    .description('apply the migrations that are missing')
    .action(async () => {
      await generateClient();
      await using database = await openAnyDatabase();
      const { migrate } = await import('@lab/db/migrate');
      const { applied } = await migrate({ connectionString: database.url });
      console.log(
        applied.length > 0
          ? `Applied to ${database.where}:\n${applied.map((name) => `  ${name}`).join('\n')}`
          : `Nothing to apply: ${database.where} is up to date.`,
      );
    });
  command
    .command('diff')
    .description('print the SQL that the schema has and the migrations lack, the start of a new migration')
    .action(async () => {
      await generateClient();
      await using database = await openAnyDatabase();
      const { diff } = await import('@lab/db/migrate');
      const sql = await diff({ connectionString: database.url });
      process.stdout.write(sql || '-- The migrations create exactly what the schema says.\n');
    });
  command
    .command('reset')
    .description('drop everything and migrate again')
    .option('--yes', 'all data may be lost', false)
    .action(async ({ yes }: { yes: boolean }) => {
      if (!yes)
        throw new LabError('bad-input', {
          problem: 'This deletes all runs, accounts and demo data; say "lab db reset --yes" if that is meant.',
        });
      await generateClient();
      await using database = await openAnyDatabase();
      const { reset } = await import('@lab/db/migrate');
      const { applied } = await reset({ connectionString: database.url });
      console.log(`Reset ${database.where}; applied ${applied.length} migrations.`);
    });
};
