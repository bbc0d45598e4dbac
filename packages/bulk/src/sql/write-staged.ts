import type { KeyedOptions } from '../bulk-options.ts';
import type { Table } from '../define-table.ts';
import type { Session } from '../session/session.ts';
import { refuseRepeated } from './staging.ts';

const isRepeat = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '21000' || error.code === '23505');

/**
 * Runs the one statement that moves staged rows into the target. A repeated key makes it fail (21000, or 23505 in a MERGE); the
 * staging table is asked which key it was. Where unchanged rows are skipped a repeat may pass unseen, so it is looked for first.
 */
export const writeStaged = async (
  session: Session,
  table: Table,
  sql: string,
  { duplicates = 'reject', unchanged = 'write' }: KeyedOptions,
): Promise<number> => {
  if (duplicates === 'reject' && unchanged === 'skip') await refuseRepeated(session, table);
  await session.query('SAVEPOINT bulk_staged');
  try {
    return (await session.query(sql)).rowCount ?? 0;
  } catch (error) {
    if (!isRepeat(error) || session.stop.aborted) throw error;
    await session.query('ROLLBACK TO SAVEPOINT bulk_staged');
    await refuseRepeated(session, table, error);
    throw error;
  }
};
