import type { Command } from 'commander';

/** What a module of a sub-command exports: it adds arguments, options and the action to the command that it is handed. */
interface CommandModule {
  configure(command: Command): void;
}

/** One line of the registry. `load` is lazy, so that `lab doctor` works where the sources of `lab bench` cannot be loaded. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}
