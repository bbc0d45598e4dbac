import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult, Written } from '../bulk-result.ts';
import type { CopyFormat } from '../copy/row-encoder.ts';
import type { Table } from '../define-table.ts';
import { requireChoices } from '../require-choices.ts';
import { advanceSequences } from '../sql/advance-sequences.ts';
import { requireTypes } from '../sql/require-types.ts';
import { readTarget, requireSettable, type Target, targetSql } from '../sql/target.ts';
import type { Session } from './session.ts';
import { type Database, withSession } from './with-session.ts';

export interface VerbOptions extends Pick<InsertOptions, 'signal' | 'sequences'> {
  /** How values travel: binary is read bit by bit, text is parsed. Absent: the verb compares the types itself, when it has seen more. */
  readonly format?: CopyFormat;
}

/**
 * Runs the work of one verb all or nothing, as `withSession` does, once the description has been held against the table; then
 * moves sequences on, and adds time and round trips to the result.
 */
export const runVerb = async (
  database: Database,
  table: Table,
  options: VerbOptions,
  work: (session: Session, target: Target) => Promise<Written>,
): Promise<BulkResult> => {
  const { signal, format, sequences = 'advance' } = options;
  requireChoices(table.name, options);
  const { value, seconds, roundTrips } = await withSession(
    database,
    { table: table.name, signal, opening: targetSql(table) },
    async (session, opened) => {
      const target = readTarget(opened);
      if (format !== undefined) requireTypes(table, target, format);
      if (sequences === 'advance') requireSettable(table.name, target);
      const written = await work(session, target);
      if (sequences === 'advance') await advanceSequences(session, table, target);
      return written;
    },
  );
  return { ...value, seconds, roundTrips };
};
