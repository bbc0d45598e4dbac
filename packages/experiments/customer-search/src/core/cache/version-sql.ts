/**
 * A scalar subquery that names the state of the tables that a statement sees, as text. The sum over the shards grows with every
 * transaction that changed something, and snapshots of one primary are ordered by inclusion: the same sum is the same state. The rest
 * tells this history from others that could reach the same sum in a Redis that outlived them: tables made anew, a database made anew or
 * cloned, a server that was restored, replaced by its standby or crashed with commits that it had not flushed. NULL where
 * `cache_version` is empty.
 */
export const versionSql = `(
  SELECT sum(version)::text
    || '.' || 'optimized.cache_version'::regclass::oid
    || '.' || (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    || '.' || extract(epoch FROM pg_postmaster_start_time())
  FROM optimized.cache_version
)`;
