import { z } from 'zod';

/** RFC 9457 problem details as `toProblem` of @lab/errors writes them. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'An address that names the code; it need not lead anywhere.' }),
    title: z.string(),
    status: z.int(),
    code: z
      .string()
      .meta({ description: 'One code of a closed table; clients may switch on it.', example: 'not-found' }),
    detail: z.string().meta({ description: 'A sentence that says what to do.' }),
    data: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))
      .meta({ description: 'The values of the sentence: line, field, seconds …' }),
  })
  .meta({ id: 'Problem' });
