import { defineJob } from '@lab/jobs';
import { z } from 'zod';

/** The job of the queue: a pointer to the row, never the data. */
export const importJob = defineJob({
  name: 'bulk-writes.import',
  payload: z.object({ importId: z.uuidv7() }),
  // The pauses of 2, 4, 8 and 16 s outlast the lease of a worker that died.
  attempts: 5,
  backoffMs: 2000,
});
