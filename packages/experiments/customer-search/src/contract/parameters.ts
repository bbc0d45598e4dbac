import { z } from 'zod';
import { isOptimization, optimizations } from './optimizations.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(optimizations);

/** The knobs of every workload. */
export const parameters = z.object({
  customers: z.number().int().min(1000).max(10_000_000).default(200_000).meta({
    title: 'Customers',
    description:
      'How many customers both tables hold. They are made once and kept; 3,000,000 take some minutes and about 10 GB.',
  }),
  load: z
    .enum(['open', 'closed', 'sustainable'])
    .default('open')
    .meta({
      title: 'Load',
      description:
        'Open: requests are sent on a schedule, whatever the answers do. Closed: each connection waits for its answer. Sustainable: the highest rate whose p99 stays under 50 ms. The scenario has its own.',
      choices: {
        open: 'At a fixed rate',
        closed: 'As fast as it goes',
        sustainable: 'Highest rate with p99 under 50 ms',
      },
    }),
  rate: z
    .number()
    .min(1)
    .max(20_000)
    .default(20)
    .meta({ title: 'Rate', description: 'Requests a second of the open load.' }),
  connections: z.number().int().min(1).max(256).default(16).meta({
    title: 'Connections',
    description: 'How many requests are under way at once in the closed load.',
    more: true,
  }),
  seconds: z.number().int().min(1).max(600).default(10).meta({
    title: 'Seconds',
    description: 'How long one sample is under load. p95 needs 200 requests, p99 needs 1,000.',
  }),
  users: z.number().int().min(1).max(1000).default(50).meta({
    title: 'Users',
    description: 'Virtual users of the scenario, at its height.',
    more: true,
  }),
  without: z
    .string()
    .refine((text) => text.split(',').every(isOptimization), `must be some of ${list}, separated by commas`)
    .optional()
    .meta({
      title: 'Without',
      description: `Optimisations that are switched off: ${list}, separated by commas.`,
      more: true,
    }),
});

export type Parameters = z.output<typeof parameters>;
