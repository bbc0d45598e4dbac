#!/usr/bin/env node
// The `lab` command. One line per sub-command in commands.ts; errors become one sentence and an exit code here.
import { CommanderError } from 'commander';
import { commands } from './commands.ts';
import { createProgram } from './create-program.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { sentenceOf } from './sentence-of.ts';

const argv = process.argv.slice(2);
try {
  const program = await createProgram(commands, argv);
  await program.parseAsync(argv, { from: 'user' });
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // commander has printed its help already
  if (!(error instanceof CommanderError && error.exitCode === 0)) console.error(sentenceOf(error));
}
