import { dropTables } from '../core/measuring/load-tables.ts';
import { warmUpSchema } from '../core/measuring/warm-up.ts';
import { openPool } from './open-pool.ts';
import { type Step, schema } from './step.ts';

/** Gives the disk space back. Runs after an abort too, so it does not listen to the signal. */
export const teardown = async (step: Step): Promise<void> => {
  await using pool = openPool(step);
  await dropTables({ pool, schema, signal: new AbortController().signal });
  await pool.query(`DROP SCHEMA IF EXISTS ${warmUpSchema} CASCADE`);
};
