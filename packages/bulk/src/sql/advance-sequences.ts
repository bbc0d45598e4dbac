import type { Table } from '../define-table.ts';
import type { Session } from '../session/session.ts';
import { quoteIdentifier } from './quote-identifier.ts';
import type { Target } from './target.ts';

/**
 * Moves every sequence that feeds a described column past the largest value in it: COPY and INSERT with explicit values leave
 * sequences where they were, and the next ordinary INSERT would collide.
 */
export const advanceSequences = async (session: Session, table: Table, { sequences }: Target): Promise<void> => {
  for (const { column, sequence } of sequences)
    await session.query(
      `SELECT setval($1::regclass, m.largest)
         FROM (SELECT max(${quoteIdentifier(column)}) AS largest FROM ${table.sql}) m, ${sequence} s
        WHERE m.largest >= s.last_value`,
      [sequence],
    );
};
