import { LabError } from '@lab/errors';
import { Command } from 'commander';
import type { CommandEntry } from './command-entry.ts';

/**
 * The commander program for one command line. Only the module of the sub-command that is asked for is loaded;
 * the others are known by name and summary, which is enough for `lab --help`.
 * Errors of usage are thrown as CommanderError and never end the process.
 */
export const createProgram = async (entries: readonly CommandEntry[], argv: readonly string[]): Promise<Command> => {
  const program = new Command('lab')
    .description('Backend Lab: which way of doing this backend job is right, on my hardware, with my data?')
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  const asked = argv.find((argument) => !argument.startsWith('-'));
  for (const entry of entries) {
    const command = program.command(entry.name).description(entry.summary).copyInheritedSettings(program);
    const named = asked === entry.name || (asked === 'help' && argv.includes(entry.name));
    if (named) (await entry.load()).configure(command);
    else command.allowUnknownOption().allowExcessArguments();
  }
  program.action(() => program.help());
  program.argument('[command]');
  if (asked && asked !== 'help' && !entries.some(({ name }) => name === asked))
    throw new LabError('bad-input', {
      problem: `There is no command "${asked}"; there are ${entries.map(({ name }) => name).join(', ')}.`,
    });
  return program;
};
