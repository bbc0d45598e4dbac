import { z } from 'zod';
import { customerSchema } from './customer.ts';

export const naivePageSchema = z
  .object({
    count: z.int().meta({ description: 'All customers that match, counted.' }),
    next: z.int().nullable().meta({ description: 'Number of the next page.' }),
    previous: z.int().nullable(),
    results: z.array(customerSchema),
    performance: z.object({
      execution_time: z.number().meta({ description: 'Seconds from the request to its answer, in the server.' }),
      query_count: z.int(),
      total_records: z.int(),
    }),
  })
  .meta({ id: 'NaiveCustomerPage' });
export type NaivePage = z.infer<typeof naivePageSchema>;

export const optimizedPageSchema = z
  .object({
    next: z.string().nullable().meta({ description: 'Cursor of the next page.' }),
    previous: z.string().nullable(),
    total: z
      .object({
        value: z.int(),
        relation: z.enum(['exact', 'at_least', 'estimated']),
      })
      .optional(),
    results: z.array(customerSchema),
    performance: z.object({
      execution_time_s: z.number().meta({ description: 'Seconds from the request to its answer, in the server.' }),
      query_count: z
        .int()
        .meta({ description: 'Statements that the database was sent for this answer; 0 from the cache.' }),
    }),
  })
  .meta({ id: 'OptimizedCustomerPage' });
export type OptimizedPage = z.infer<typeof optimizedPageSchema>;
