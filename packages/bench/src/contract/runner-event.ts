import { z } from 'zod';
import { progressSchema } from './progress.ts';
import { benchResultSchema, comparisonSchema, sampleSchema } from './result.ts';

/** Everything in a result that is known before the first sample. */
export const runHeaderSchema = benchResultSchema.omit({
  samples: true,
  comparisons: true,
  verdict: true,
  finishedAt: true,
  status: true,
});
export type RunHeader = z.infer<typeof runHeaderSchema>;

/** What the runner tells its host, in order. A host that misses `progress` events loses nothing but liveliness. */
export const runnerEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  z.object({ type: z.literal('started'), header: runHeaderSchema }),
  z.object({ type: z.literal('sample'), sample: sampleSchema }),
  /**
   * Every right sample of the round that was already sent becomes `rejected` (`rejectRound`), an error stays one; the round
   * is run again as `attempt` + 1. Sent for noise, and on resume for a round that was interrupted.
   */
  z.object({ type: z.literal('round-rejected'), round: z.number(), attempt: z.number(), reason: z.string() }),
  z.object({
    type: z.literal('round-finished'),
    round: z.number(),
    comparisons: z.array(comparisonSchema),
    verdict: z.string(),
  }),
  z.object({ type: z.literal('finished'), result: benchResultSchema }),
  z.object({ type: z.literal('failed'), message: z.string(), code: z.string() }),
]);
export type RunnerEvent = z.infer<typeof runnerEventSchema>;

/** The narrow waist between runner and host: terminal, JSON file and Postgres are sinks. Awaited, so a slow sink holds the run back. */
export type RunnerSink = (event: RunnerEvent) => void | Promise<void>;
