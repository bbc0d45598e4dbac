import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { cacheVersionSql } from '../../../src/core/tables/read-table.ts';

/**
 * A table with the columns that the tests of the cache need, and a trigger that changes the version in the writing transaction, as those
 * of the experiment do. Small, so that a test can say what every page must hold.
 */
export const tablesSql = `
CREATE SCHEMA optimized;
${cacheVersionSql}
CREATE TABLE optimized.customer (
  id bigint PRIMARY KEY,
  first_name text NOT NULL,
  revision integer NOT NULL DEFAULT 0
);
CREATE FUNCTION optimized.bump() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE optimized.cache_version SET version = version + 1 WHERE shard = pg_backend_pid() % 16;
  RETURN NULL;
END $$;
CREATE TRIGGER bump AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON optimized.customer
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.bump();
INSERT INTO optimized.customer (id, first_name)
  SELECT id, CASE WHEN id % 2 = 0 THEN 'Ada' ELSE 'Bob' END FROM generate_series(1, 6) AS id;
`;

/** A fresh database with six customers: 2, 4 and 6 are Ada, 1, 3 and 5 are Bob, all of revision 0. */
export const openCustomers = async (): Promise<TestDatabase> => {
  const database = await testDatabase({ empty: true });
  await database.pool.query(tablesSql);
  return database;
};
