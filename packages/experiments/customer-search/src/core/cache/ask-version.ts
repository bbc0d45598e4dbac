import type { Pool } from 'pg';
import type { RequestTrace } from '../customer-reader.ts';
import { versionSql } from './version-sql.ts';

const text = `SELECT ${versionSql} AS version`;

/**
 * The version that is committed now.
 * @throws the error of pg where the database cannot be asked: without a version nothing may be answered from a cache
 */
export const askVersion = async (pool: Pool, trace: RequestTrace): Promise<string> => {
  trace.queries += 1;
  trace.statements?.push({ text, values: [] });
  const { rows } = await pool.query<{ version: string | null }>({ name: 'cache-version', text });
  const version = rows[0]?.version;
  // A constant would be taken for a version that never changes.
  if (version == null) throw new Error('optimized.cache_version has no rows; make the tables of the experiment again.');
  return version;
};
