import { type BaseTable, baseTables } from './base-tables.ts';
import { customerColumns, joinedSql, lexiconFields, lexiconValueSql } from './read-table.ts';

/**
 * Changes the version of all caches in the writing transaction itself, once. Any shard that is free will do: a fixed one would make
 * two transactions wait for each other that have nothing else in common, and for ever where one of them waits for a row of the other.
 * The mark that it is done is a setting of the transaction, so it goes with a savepoint that is rolled back, as the change does.
 */
const bumpSql = `
CREATE FUNCTION optimized.bump_cache_version() RETURNS void LANGUAGE plpgsql AS $bump$
DECLARE
  this_transaction CONSTANT text := pg_current_xact_id()::text;
  free integer;
BEGIN
  IF current_setting('lab.customer_cache_bumped', true) = this_transaction THEN
    RETURN;
  END IF;
  SELECT shard INTO free FROM optimized.cache_version
   ORDER BY (shard - pg_backend_pid() % 16 + 16) % 16, shard LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF FOUND THEN
    UPDATE optimized.cache_version SET version = version + 1 WHERE shard = free;
  ELSE
    INSERT INTO optimized.cache_version (version) VALUES (1);
  END IF;
  PERFORM set_config('lab.customer_cache_bumped', this_transaction, true);
END $bump$;
`;

const columns = customerColumns.join(', ');
const changing = customerColumns.filter((column) => column !== 'id');
const fields = lexiconFields.map((field) => `('${field}', ${lexiconValueSql(field)})`).join(', ');

/**
 * Makes the rows of the read table what the base tables say now, and adds values and words that are new. Whoever changes another part
 * of the same customer waits at the first statement; those that follow have snapshots of their own and see what was committed
 * meanwhile (in READ COMMITTED; stricter levels fail with 40001 there), so the last of two writers never writes what the first one
 * has made old. Sorted, so that two of them do not lock crosswise.
 */
const refreshSql = `
CREATE FUNCTION optimized.refresh_customers(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $refresh$
BEGIN
  PERFORM FROM optimized.customer AS c WHERE c.id = ANY (ids) ORDER BY c.id FOR UPDATE;
  DELETE FROM optimized.customer AS c
   WHERE c.id = ANY (ids) AND NOT EXISTS (SELECT FROM optimized.app_user AS u WHERE u.id = c.id);
  INSERT INTO optimized.customer AS c (${columns})${joinedSql('optimized')}
   WHERE u.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}
   WHERE (${changing.map((column) => `c.${column}`).join(', ')}) IS DISTINCT FROM (${changing.map((column) => `excluded.${column}`).join(', ')});
  INSERT INTO optimized.field_value (field, value, rows)
  SELECT DISTINCT v.field, v.value, 1 FROM optimized.customer AS c CROSS JOIN LATERAL (VALUES ${fields}) AS v (field, value)
   WHERE c.id = ANY (ids) AND v.value IS NOT NULL
   ORDER BY 1, 2
  ON CONFLICT DO NOTHING;
  INSERT INTO optimized.word (word, rows)
  SELECT DISTINCT w.word COLLATE "C", 1 FROM optimized.customer AS c CROSS JOIN LATERAL unnest(tsvector_to_array(c.document)) AS w (word)
   WHERE c.id = ANY (ids)
   ORDER BY 1
  ON CONFLICT DO NOTHING;
END $refresh$;
`;

const triggerFunction = (table: BaseTable, declared: string, body: string): string => `
CREATE FUNCTION optimized.after_${table}() RETURNS trigger LANGUAGE plpgsql AS $after$
DECLARE
  ids bigint[];${declared}
BEGIN${body}
  IF ids IS NOT NULL THEN
    PERFORM optimized.refresh_customers(ids);
  END IF;
  PERFORM optimized.bump_cache_version();
  RETURN NULL;
END $after$;
`;

// Transition tables have neither statistics nor indexes, and a plan made for one row is kept for a million: so they are only ever
// aggregated and compared as sets here, never joined.
const ofUsers = triggerFunction(
  'app_user',
  `
  addresses bigint[];`,
  `
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE optimized.customer, optimized.field_value, optimized.word;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(n.id), array_agg(DISTINCT n.address_id) FILTER (WHERE n.address_id IS NOT NULL) INTO ids, addresses FROM new_rows AS n;
    IF ids IS NULL THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(o.id) INTO ids FROM old_rows AS o;
    IF ids IS NULL THEN RETURN NULL; END IF;
  ELSE
    SELECT array_agg(t.id) INTO ids FROM (SELECT o.id FROM old_rows AS o UNION SELECT n.id FROM new_rows AS n) AS t;
    IF ids IS NULL THEN RETURN NULL; END IF;
    SELECT array_agg(DISTINCT moved.address_id) INTO addresses
      FROM (SELECT n.id, n.address_id FROM new_rows AS n WHERE n.address_id IS NOT NULL
            EXCEPT SELECT o.id, o.address_id FROM old_rows AS o) AS moved;
  END IF;
  -- Who changes the address at the same time cannot see yet that somebody has moved there, so one of the two has to wait.
  PERFORM FROM optimized.address AS a WHERE a.id = ANY (addresses) ORDER BY a.id FOR SHARE;`,
);

const ofAddresses = triggerFunction(
  'address',
  `
  touched bigint[];`,
  `
  -- A new address has nobody yet; a deleted one has nobody any more: its foreign key has updated app_user, where the trigger fired.
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(t.id) INTO touched FROM (SELECT o.id FROM old_rows AS o UNION SELECT n.id FROM new_rows AS n) AS t;
    IF touched IS NULL THEN RETURN NULL; END IF;
    SELECT array_agg(u.id) INTO ids FROM optimized.app_user AS u WHERE u.address_id = ANY (touched);
  END IF;`,
);

const ofRelationships = triggerFunction(
  'customer_relationship',
  '',
  `
  IF TG_OP = 'TRUNCATE' THEN
    UPDATE optimized.customer AS c SET has_relationship = false, points = NULL, last_activity = NULL WHERE c.has_relationship;
  ELSE
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(n.app_user_id) INTO ids FROM new_rows AS n;
    ELSIF TG_OP = 'DELETE' THEN
      SELECT array_agg(o.app_user_id) INTO ids FROM old_rows AS o;
    ELSE
      SELECT array_agg(t.id) INTO ids
        FROM (SELECT o.app_user_id FROM old_rows AS o UNION SELECT n.app_user_id FROM new_rows AS n) AS t (id);
    END IF;
    IF ids IS NULL THEN RETURN NULL; END IF;
  END IF;`,
);

/** Functions behind the triggers; they name the schema `optimized` and work there only. */
export const refreshFunctionsSql: string = [bumpSql, refreshSql, ofUsers, ofAddresses, ofRelationships].join('');

const trigger = (table: BaseTable, event: string, referencing: string): string =>
  `CREATE TRIGGER refresh_after_${event} AFTER ${event.toUpperCase()} ON optimized.${table}${referencing}
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_${table}();
`;

/**
 * Triggers that keep the read table, the lexicon and the version whoever writes: the API, bulk SQL, psql, an ORM. They fire once a
 * statement, on all its rows together.
 */
export const refreshTriggersSql: string = baseTables
  .flatMap((table) => [
    trigger(table, 'insert', ' REFERENCING NEW TABLE AS new_rows'),
    trigger(table, 'update', ' REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
    trigger(table, 'delete', ' REFERENCING OLD TABLE AS old_rows'),
    trigger(table, 'truncate', ''),
  ])
  .join('');
