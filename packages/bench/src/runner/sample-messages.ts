import { z } from 'zod';
import { loadSummarySchema } from '../contract/load.ts';

const numbers = z.record(z.string(), z.number());

const sampleTaskSchema = z.object({
  type: z.literal('start'),
  definitionUrl: z.string(),
  context: z.object({
    runId: z.string(),
    workload: z.string(),
    params: z.record(z.string(), z.unknown()),
    seed: z.number(),
    database: z.object({
      connectionString: z.string(),
      server: z.enum(['private', 'external']),
      dataDirectory: z.string().optional(),
      pid: z.number().optional(),
    }),
    applicationName: z.string(),
    scratch: z.string(),
  }),
  sample: z.object({ variant: z.string(), rows: z.number(), round: z.number(), slot: z.number() }),
});
export type SampleTask = z.infer<typeof sampleTaskSchema>;

/** Runner to sample process. `go` answers `timed-begin` and `timed-end`, so that server counters are read at both edges. */
export const toSampleSchema = z.discriminatedUnion('type', [
  sampleTaskSchema,
  z.object({ type: z.literal('go') }),
  z.object({ type: z.literal('abort') }),
]);
export type ToSample = z.infer<typeof toSampleSchema>;

/** Sample process to runner. */
export const fromSampleSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('note'), text: z.string() }),
  z.object({ type: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('timed-begin') }),
  z.object({ type: z.literal('timed-end'), metrics: numbers, counters: numbers }),
  z.object({
    type: z.literal('measured'),
    metrics: numbers,
    counters: numbers,
    noise: numbers,
    load: loadSummarySchema.optional(),
    histogram: z.string().optional(),
  }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type FromSample = z.infer<typeof fromSampleSchema>;
