import { LabError } from '@lab/errors';
import type { Client } from 'pg';
import { databaseOf } from '../server/database-of.ts';

const question = `
SELECT has_database_privilege(current_database(), 'CREATE')
    OR (to_regnamespace('naive') IS NOT NULL AND to_regnamespace('optimized') IS NOT NULL
        AND (SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'fuzzystrmatch', 'unaccent')) = 3) AS enough`;

/**
 * Migrations make schemas beside `public`, and extensions. An account that may not is told before anything is made, unless an
 * administrator has made them for it.
 * @throws LabError `database-right-missing`
 */
export const requireSchemas = async (client: Client, connectionString: string): Promise<void> => {
  const { rows } = await client.query<{ enough: boolean }>(question);
  if (rows[0]?.enough === true) return;
  const right = 'create schemas and extensions in the database (GRANT CREATE ON DATABASE)';
  throw new LabError('database-right-missing', { ...databaseOf(connectionString), right });
};
