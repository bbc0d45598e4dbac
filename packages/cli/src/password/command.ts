import type { Command } from 'commander';
import { openAnyDatabase } from '../db/open-any-database.ts';
import { generateClient } from '../dev/generate-client.ts';

export const configure = (command: Command): void => {
  command.action(async () => {
    await generateClient();
    await using database = await openAnyDatabase();
    const { resetAdministratorPassword } = await import('@lab/auth/server');
    const { email, password } = await resetAdministratorPassword({ connectionString: database.url });
    console.log(`${email}, password ${password}\nShown only this once; sessions of the old password have ended.`);
  });
};
