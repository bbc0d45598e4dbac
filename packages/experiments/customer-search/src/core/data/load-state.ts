import type { ClientBase, Pool } from 'pg';
import { z } from 'zod';

/** Rows of a table and the sum of their hashes, as decimal text: equal for equal rows in any order, and it adds up. */
const checksumSchema = z.object({ rows: z.number(), sum: z.string() });
export type Checksum = z.infer<typeof checksumSchema>;

const stateSchema = z.object({
  generator: z.number(),
  seed: z.number(),
  /** Customers that were made: those of the indexes below. */
  customers: z.number(),
  /** Version of the caches when it was written: as long as it is the same, nobody has written to `optimized` since. */
  cacheVersion: z.string(),
  /** By table: of all that was made. */
  checksums: z.record(z.string(), checksumSchema),
});
export type LoadState = z.infer<typeof stateSchema>;

type Queryable = Pick<ClientBase | Pool, 'query'>;

/** What the generator has made; undefined where it has made nothing. */
export const readLoadState = async (database: Queryable): Promise<LoadState | undefined> => {
  const { rows } = await database.query(
    `SELECT generator, seed, customers, cache_version::text AS "cacheVersion", checksums FROM optimized.customer_load`,
  );
  return rows[0] === undefined ? undefined : stateSchema.parse(rows[0]);
};

/** The version that readers of caches compare. */
export const readCacheVersion = async (database: Queryable): Promise<string> => {
  const { rows } = await database.query<{ version: string }>(
    'SELECT coalesce(sum(version), 0)::text AS version FROM optimized.cache_version',
  );
  return rows[0]?.version ?? '0';
};

/**
 * Writes it with the version of this moment, or with none that ever comes where rows are there that were not made so; part of the
 * transaction that changes the customers, after its last change.
 */
export const writeLoadState = async (
  database: Queryable,
  {
    generator,
    seed,
    customers,
    checksums,
    untouched,
  }: Omit<LoadState, 'cacheVersion'> & { readonly untouched: boolean },
): Promise<void> => {
  await database.query(
    `INSERT INTO optimized.customer_load AS l (generator, seed, customers, checksums, cache_version)
     SELECT $1, $2, $3, $4, CASE WHEN $5 THEN sum(version) ELSE -1 END FROM optimized.cache_version
     ON CONFLICT (single) DO UPDATE SET generator = excluded.generator, seed = excluded.seed, customers = excluded.customers,
       checksums = excluded.checksums, cache_version = excluded.cache_version, finished_at = CURRENT_TIMESTAMP`,
    [generator, seed, customers, JSON.stringify(checksums), untouched],
  );
};
