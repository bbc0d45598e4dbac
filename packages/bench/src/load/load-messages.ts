import { z } from 'zod';
import { loadReportSchema } from '../contract/load.ts';
import { loadPlanSchema } from './load-plan.ts';

/** Parent to generator: one phase of a load. The next one is asked for when this one has ended. */
export const toLoadSchema = z.object({
  type: z.literal('run'),
  phase: z.enum(['warm-up', 'measure']),
  plan: loadPlanSchema,
});
export type ToLoad = z.input<typeof toLoadSchema>;

/** Generator to parent. */
export const fromLoadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('ended'), report: loadReportSchema }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type FromLoad = z.infer<typeof fromLoadSchema>;
