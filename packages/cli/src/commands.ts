import type { CommandEntry } from './command-entry.ts';

/** Every sub-command of `lab`, one line each. */
export const commands: readonly CommandEntry[] = [
  { name: 'dev', summary: 'start everything and print where it is', load: () => import('./dev/command.ts') },
  { name: 'start', summary: 'the same with the built dashboard', load: () => import('./dev/start-command.ts') },
  { name: 'doctor', summary: 'say what is found and what is wrong', load: () => import('./doctor/command.ts') },
  { name: 'db', summary: 'migrate, diff or reset the database', load: () => import('./db/command.ts') },
  {
    name: 'password',
    summary: 'give the administrator a new password',
    load: () => import('./password/command.ts'),
  },
  {
    name: 'customers',
    summary: 'make the customers of customer search: lab customers generate --customers 3_000_000',
    load: () => import('./customers/command.ts'),
  },
  {
    name: 'test',
    summary: 'test everything that this machine can, and name the rest',
    load: () => import('./test/command.ts'),
  },
  {
    name: 'bench',
    summary: 'measure an experiment: lab bench <experiment> --help',
    load: () => import('./bench/command.ts'),
  },
];
