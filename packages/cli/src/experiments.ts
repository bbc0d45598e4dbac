import type { Pool } from 'pg';
import type { CommandEntry } from './command-entry.ts';

/** What an experiment's door "./cli" offers to the command line. */
export interface ExperimentCli {
  /** Adds the demo data that is missing; running it twice changes nothing. */
  seed?(pool: Pool): Promise<unknown>;
  /** Sub-commands of `lab <slug>`. */
  readonly commands?: readonly CommandEntry[];
}

/** Every experiment that has a door "./cli", one line each. */
export const experiments: Readonly<Record<string, () => Promise<ExperimentCli>>> = {
  'bulk-writes': () => import('@lab/bulk-writes/cli'),
  'customer-search': () => import('@lab/customer-search/cli'),
};
