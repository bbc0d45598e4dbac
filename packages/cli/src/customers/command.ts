import { configureCustomers } from '@lab/customer-search/cli';
import type { Command } from 'commander';
import { openAnyDatabase } from '../db/open-any-database.ts';
import { generateClient } from '../dev/generate-client.ts';

export const configure = (command: Command): void => {
  configureCustomers(command, {
    async openDatabase() {
      await generateClient();
      await using opening = new AsyncDisposableStack();
      const database = opening.use(await openAnyDatabase());
      const { migrate } = await import('@lab/db/migrate');
      await migrate({ connectionString: database.url });
      const open = opening.move();
      return { url: database.url, where: database.where, [Symbol.asyncDispose]: () => open.disposeAsync() };
    },
  });
};
