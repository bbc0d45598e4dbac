import { createPool } from '@lab/db';
import { restoreWritten } from './restore-written.ts';
import type { Step } from './step.ts';

/** The same customers for every sample. The host of each is new, so no cache and no prepared statement is left of the one before. */
export const prepare = async (step: Step): Promise<void> => {
  const { connectionString } = step.database;
  await using pool = createPool({ connectionString, applicationName: step.applicationName, max: 1 });
  await restoreWritten(step, pool);
};
