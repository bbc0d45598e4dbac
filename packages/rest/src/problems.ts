import { type ErrorCode, errorTable } from '@lab/errors';
import { problemSchema } from './problem-schema.ts';

/** What any route may answer, whatever it does. */
const always = ['too-many-requests', 'unexpected', 'database-unreachable', 'shutting-down'] as const;

/**
 * The refusals of a route, for the `response` of its schema: one entry a status, which names every code that comes with it. What any
 * route may answer is added.
 */
export const problems = (...codes: readonly ErrorCode[]) => {
  const byStatus = Map.groupBy([...new Set([...codes, ...always])], (code) => errorTable[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${errorTable[code].message}`).join(' '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
};
