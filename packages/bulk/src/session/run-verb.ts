import type { BulkOptions } from '../bulk-options.ts';
import type { BulkResult, Written } from '../bulk-result.ts';
import type { Table } from '../define-table.ts';
import type { Session } from './session.ts';
import { type Database, withSession } from './with-session.ts';

/** Runs the work of one verb all or nothing, as `withSession` does, and adds its time and its round trips to the result. */
export const runVerb = async (
  database: Database,
  table: Table,
  { signal }: BulkOptions,
  work: (session: Session) => Promise<Written>,
): Promise<BulkResult> => {
  const { value, seconds, roundTrips } = await withSession(database, { table: table.name, signal }, work);
  return { ...value, seconds, roundTrips };
};
