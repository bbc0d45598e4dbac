import { inspect } from 'node:util';
import { isLabError } from '@lab/errors';
import { CommanderError } from 'commander';

/** What the terminal shows of an error: one sentence when it was foreseen, everything that is known when it was not. */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  return isLabError(error) ? error.message : inspect(error);
};
