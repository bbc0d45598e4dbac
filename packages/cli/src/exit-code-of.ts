import { isLabError } from '@lab/errors';
import { CommanderError } from 'commander';

/** Codes of errors that the person can mend before anything was started. */
const refusals = new Set([
  'bad-input',
  'bad-setting',
  'already-running',
  'customers-busy',
  'unknown-experiment',
  'unknown-workload',
  'unknown-variant',
  'out-of-range',
  'database-unreachable',
  'database-too-old',
  'database-right-missing',
  'service-unreachable',
  'service-too-old',
  'not-built',
]);

/** 0: help was asked for. 2: the input or a setting is wrong and nothing was started. 1: it went wrong on the way. */
export const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return isLabError(error) && refusals.has(error.code) ? 2 : 1;
};
