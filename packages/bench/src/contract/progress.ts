import { z } from 'zod';

/** Where a run stands. Sent at least once a second while a sample runs. */
export const progressSchema = z.object({
  phase: z.enum(['waiting', 'preparing', 'measuring', 'finishing']),
  /** One sentence, e.g. why it waits or what is being prepared. */
  note: z.string().optional(),
  round: z.number().int(),
  rounds: z.number().int(),
  samplesDone: z.number().int(),
  samplesTotal: z.number().int(),
  /** Rounds redone because the machine was busy. */
  redone: z.number().int(),
  /** The order of the round that is running, for the tape. */
  order: z.array(z.string()),
  current: z
    .object({
      variant: z.string(),
      round: z.number().int(),
      slot: z.number().int(),
      done: z.number(),
      total: z.number(),
      unit: z.string(),
    })
    .nullable(),
  elapsedSeconds: z.number(),
  /** null until the first samples allow an estimate. */
  etaSeconds: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;
