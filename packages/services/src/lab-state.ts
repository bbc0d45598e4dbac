import { join } from 'node:path';
import { z } from 'zod';

/** What the supervisor of a checkout has started, for a second `dev`, a `bench` or a `test` that attaches or stays apart. */
export const labStateSchema = z.object({
  /** The supervisor. The file outlives a killed one: only the lock (`takeLock`) tells whether it is running. */
  pid: z.number().int(),
  startedAt: z.string(),
  mode: z.enum(['development', 'production']),
  frontDoorUrl: z.string(),
  dashboardUrl: z.string(),
  proxyUrl: z.string(),
  workerUrl: z.string().optional(),
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  /** Name of each child → its process id. */
  pids: z.record(z.string(), z.number().int()),
});

export type LabState = z.infer<typeof labStateSchema>;

export const stateFile = (root: string): string => join(root, '.lab', 'state.json');
