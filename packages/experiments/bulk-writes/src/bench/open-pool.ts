import { createPool } from '@lab/db';
import type { Step } from './step.ts';

/** A pool whose sessions carry the run's name and end with the step. */
export const openPool = ({ database, applicationName }: Step, max = 4) =>
  createPool({ connectionString: database.connectionString, applicationName, max });
