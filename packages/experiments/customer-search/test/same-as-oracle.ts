import fc from 'fast-check';
import { expect } from 'vitest';
import { naiveListSchema } from '../src/contract/list-query.ts';
import { customers, listParameters } from './arbitrary-customers.ts';
import { oracle } from './oracle.ts';
import type { ReaderAdapter } from './reader-adapter.ts';

/** How many tables, and how many queries of them, were compared. */
export interface Compared {
  readonly tables: number;
  readonly queries: number;
}

/**
 * Property: whatever is in the tables and whatever is asked, every reader answers the ids of the oracle, in its order, each once, in full
 * pages but the last. `match=best` is not asked: its order is a reader's own.
 */
export const sameAsOracle = async (readers: readonly ReaderAdapter[], numRuns: number): Promise<Compared> => {
  const compared = { tables: 0, queries: 0 };
  const questions = fc.array(fc.tuple(listParameters, fc.constantFrom(1, 2, 5, 20)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(customers, questions, async (rows, asked) => {
      compared.tables++;
      for (const reader of readers) await reader.load(rows);
      for (const [parameters, pageSize] of asked) {
        compared.queries++;
        const expected = oracle(rows, naiveListSchema.parse(parameters));
        for (const reader of readers) {
          const pages = await reader.pages({ ...parameters, page_size: String(pageSize) });
          expect(pages.flat(), reader.name).toEqual(expected);
          for (const page of pages.slice(0, -1)) expect(page, reader.name).toHaveLength(pageSize);
        }
      }
    }),
    { numRuns },
  );
  return compared;
};
