import { z } from 'zod';
import { defineJob } from '../../src/contract.ts';

/** The job that tests process. */
export const work = defineJob({
  name: 'test.work',
  payload: z.object({ id: z.string(), times: z.number().default(1) }),
  attempts: 3,
  backoffMs: 10,
});

/** The same with a limit of a tenth of a second. */
export const quick = defineJob({
  name: 'test.quick',
  payload: z.object({ id: z.string() }),
  attempts: 1,
  timeoutSeconds: 0.1,
});
