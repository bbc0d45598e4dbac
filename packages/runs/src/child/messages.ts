import { benchResultSchema, runnerEventSchema } from '@lab/bench';
import { z } from 'zod';
import { runRequestSchema } from './run-request.ts';

/** Host to measuring process. */
export const toChildSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    request: runRequestSchema,
    labRoot: z.string(),
    databaseUrl: z.string().optional(),
    lockName: z.string().optional(),
    hostSilenceMs: z.number(),
  }),
  z.object({ type: z.literal('abort') }),
  /** Answers an event, so that a slow sink holds the run back. */
  z.object({ type: z.literal('taken'), id: z.number() }),
]);
export type ToChild = z.infer<typeof toChildSchema>;

/** Measuring process to host. */
export const fromChildSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), id: z.number(), event: runnerEventSchema }),
  z.object({ type: z.literal('done'), result: benchResultSchema }),
  /** `code` is one of @lab/errors, with the data of its sentence; absent for what nobody foresaw. */
  z.object({
    type: z.literal('error'),
    code: z.string().optional(),
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
    message: z.string(),
  }),
]);
export type FromChild = z.infer<typeof fromChildSchema>;
