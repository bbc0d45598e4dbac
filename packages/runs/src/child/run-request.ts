import { benchResultSchema, runHeaderSchema, sampleSchema } from '@lab/bench';
import { z } from 'zod';

/** What to run, as plain data. `definitionUrl` is the module whose default export is the experiment's BenchDefinition. */
export const runRequestSchema = z.object({
  runId: z.uuidv7(),
  reason: benchResultSchema.shape.reason,
  definitionUrl: z.string(),
  workload: z.string(),
  /** Absent: all variants of the workload. */
  variants: z.array(z.string()).optional(),
  rounds: z.number(),
  seed: z.number(),
  params: z.record(z.string(), z.unknown()),
  alpha: z.number().optional(),
  /** Absent: 5 %, or what an A/A run of the same parameters and of one of the variants has found on this machine. */
  tau: z.number().optional(),
  /** Measures one variant against itself, and remembers the noise floor for later runs. */
  aa: z.boolean().optional(),
  /** The most seconds that one sample may take before it counts as hanging; absent: by its rows and the samples before it. */
  sampleLimitSeconds: z.number().positive().optional(),
  /** What an interrupted execution of this run has stored; it goes on after its last finished round. */
  resume: z.object({ header: runHeaderSchema, samples: z.array(sampleSchema) }).optional(),
});
export type RunRequest = z.input<typeof runRequestSchema>;
