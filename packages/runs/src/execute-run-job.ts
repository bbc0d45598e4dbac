import { defineJob } from '@lab/jobs';
import { executeRunPayload } from './contract.ts';

/**
 * Executes a run. Five attempts, because what is tried again is only what passes: a database that restarts, a measuring process that
 * was killed. No time limit: a plan takes as long as it takes, and its lease shows that somebody is at it.
 */
export const executeRunJob = defineJob({
  name: 'runs.execute',
  payload: executeRunPayload,
  attempts: 5,
  backoffMs: 2000,
});
