// `lab bench <experiment>`: runs a plan in a process of its own and shows it live. Flags of parameters come from the contract.
import type { Command } from 'commander';
import { generateClient } from '../dev/generate-client.ts';
import { readSettings } from '../dev/settings.ts';
import { experiments } from './experiments.ts';
import { parseArguments } from './parse-arguments.ts';

export const configure = (command: Command): void => {
  command
    // The flags depend on the experiment, so they are read by a parser of its own, --help included.
    .helpOption(false)
    .argument('[experiment]')
    .argument('[flags...]')
    .allowUnknownOption()
    .action(async () => {
      const settings = readSettings();
      // Bad input is said before anything is generated, loaded or started.
      if (parseArguments(command.args, experiments).kind === 'run') await generateClient();
      // lazily: it needs the generated client
      const { runAsCommand } = await import('./run-as-command.ts');
      await runAsCommand(command.args, {
        experiments,
        databaseUrl: settings.DATABASE_URL,
        benchDatabaseUrl: settings.BENCH_DATABASE_URL,
        reason: process.env.CI ? 'ci' : 'cli',
        labRoot: settings.LAB_ROOT,
        // pnpm runs scripts at the root of the checkout and tells where the person was
        cwd: process.env.INIT_CWD ?? process.cwd(),
      });
    });
};
