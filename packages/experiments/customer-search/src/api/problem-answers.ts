import { type ErrorCode, errorTable } from '@lab/errors';
import { z } from 'zod';

/** As `Problem` of @lab/errors. */
const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'From the closed table of docs/ERRORS.md.' }),
    detail: z.string().meta({ description: 'What to do, in one sentence.' }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Problem' });

/**
 * What a route refuses with, for the `response` of its schema: one entry a status. New objects for each route: fastify-zod-openapi 5.7
 * leaves the schema of an answer out where it meets the same object again.
 */
export const problemAnswers = (...codes: readonly ErrorCode[]) => {
  const byStatus = Map.groupBy(codes, (code) => errorTable[code].status);
  return Object.fromEntries(
    Array.from(byStatus, ([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${errorTable[code].message}`).join(' '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
};
