-- Everything of customer search: src/core/tables of the experiment, word for word; a test compares what the two make.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;

DO $$ BEGIN
  IF to_regnamespace('naive') IS NULL THEN
    CREATE SCHEMA naive;
  END IF;
END $$;

DO $$ BEGIN
  IF to_regnamespace('optimized') IS NULL THEN
    CREATE SCHEMA optimized;
  END IF;
END $$;

CREATE TABLE naive.address (
  id bigserial,
  street text NOT NULL,
  street_number text NOT NULL,
  city_code text NOT NULL,
  city text,
  country text
);
CREATE TABLE naive.app_user (
  id bigserial,
  first_name text NOT NULL,
  last_name text NOT NULL,
  gender text NOT NULL CONSTRAINT app_user_gender_check CHECK (gender IN ('undefined', 'male', 'female', 'non_binary')),
  customer_id text NOT NULL,
  phone_number text NOT NULL,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  birthday date,
  last_updated timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  address_id bigint
);
CREATE TABLE naive.customer_relationship (
  id bigserial,
  app_user_id bigint NOT NULL,
  points integer,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamptz(6)
);
CREATE UNIQUE INDEX address_pkey ON naive.address (id);
ALTER TABLE naive.address ADD CONSTRAINT address_pkey PRIMARY KEY USING INDEX address_pkey;
CREATE UNIQUE INDEX app_user_pkey ON naive.app_user (id);
ALTER TABLE naive.app_user ADD CONSTRAINT app_user_pkey PRIMARY KEY USING INDEX app_user_pkey;
CREATE UNIQUE INDEX app_user_customer_id_key ON naive.app_user (customer_id);
CREATE UNIQUE INDEX customer_relationship_pkey ON naive.customer_relationship (id);
ALTER TABLE naive.customer_relationship ADD CONSTRAINT customer_relationship_pkey PRIMARY KEY USING INDEX customer_relationship_pkey;
CREATE UNIQUE INDEX customer_relationship_app_user_id_key ON naive.customer_relationship (app_user_id);

ALTER TABLE naive.app_user ADD CONSTRAINT app_user_address_id_fkey
  FOREIGN KEY (address_id) REFERENCES naive.address (id) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE naive.customer_relationship ADD CONSTRAINT customer_relationship_app_user_id_fkey
  FOREIGN KEY (app_user_id) REFERENCES naive.app_user (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE optimized.address (
  id bigserial,
  street text NOT NULL,
  street_number text NOT NULL,
  city_code text NOT NULL,
  city text,
  country text
);
CREATE TABLE optimized.app_user (
  id bigserial,
  first_name text NOT NULL,
  last_name text NOT NULL,
  gender text NOT NULL CONSTRAINT app_user_gender_check CHECK (gender IN ('undefined', 'male', 'female', 'non_binary')),
  customer_id text NOT NULL,
  phone_number text NOT NULL,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  birthday date,
  last_updated timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  address_id bigint
);
CREATE TABLE optimized.customer_relationship (
  id bigserial,
  app_user_id bigint NOT NULL,
  points integer,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamptz(6)
);
CREATE UNIQUE INDEX address_pkey ON optimized.address (id);
ALTER TABLE optimized.address ADD CONSTRAINT address_pkey PRIMARY KEY USING INDEX address_pkey;
CREATE UNIQUE INDEX app_user_pkey ON optimized.app_user (id);
ALTER TABLE optimized.app_user ADD CONSTRAINT app_user_pkey PRIMARY KEY USING INDEX app_user_pkey;
CREATE UNIQUE INDEX app_user_customer_id_key ON optimized.app_user (customer_id);
CREATE UNIQUE INDEX customer_relationship_pkey ON optimized.customer_relationship (id);
ALTER TABLE optimized.customer_relationship ADD CONSTRAINT customer_relationship_pkey PRIMARY KEY USING INDEX customer_relationship_pkey;
CREATE UNIQUE INDEX customer_relationship_app_user_id_key ON optimized.customer_relationship (app_user_id);

ALTER TABLE optimized.app_user ADD CONSTRAINT app_user_address_id_fkey
  FOREIGN KEY (address_id) REFERENCES optimized.address (id) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE optimized.customer_relationship ADD CONSTRAINT customer_relationship_app_user_id_fkey
  FOREIGN KEY (app_user_id) REFERENCES optimized.app_user (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION optimized.fold(input text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, input));

CREATE TABLE optimized.customer (
  id bigint NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  gender text NOT NULL,
  customer_id text NOT NULL,
  phone_number text NOT NULL,
  created timestamptz(6) NOT NULL,
  birthday date,
  last_updated timestamptz(6) NOT NULL,
  has_address boolean NOT NULL,
  street text,
  street_number text,
  city_code text,
  city text,
  country text,
  has_relationship boolean NOT NULL,
  points integer,
  last_activity timestamptz(6),
  document tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, optimized.fold(first_name || ' ' || last_name)), 'A') ||
    setweight(to_tsvector('simple'::regconfig, optimized.fold(coalesce(city, '') || ' ' || coalesce(country, ''))), 'B') ||
    setweight(to_tsvector('simple'::regconfig, optimized.fold(coalesce(street, '') || ' ' || coalesce(street_number, '') || ' ' || coalesce(city_code, ''))), 'C')
  ) STORED
);

CREATE TABLE optimized.field_value (
  field text NOT NULL,
  value text NOT NULL,
  rows integer NOT NULL
);
CREATE TABLE optimized.word (
  word text COLLATE "C" NOT NULL,
  rows integer NOT NULL
);

CREATE TABLE optimized.cache_version (
  shard integer GENERATED BY DEFAULT AS IDENTITY (START WITH 16) CONSTRAINT cache_version_pkey PRIMARY KEY,
  version bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO optimized.cache_version SELECT shard, 0 FROM generate_series(0, 15) AS shard;

CREATE TABLE optimized.customer_load (
  single boolean NOT NULL DEFAULT true CONSTRAINT customer_load_pkey PRIMARY KEY CONSTRAINT customer_load_single_check CHECK (single),
  generator integer NOT NULL,
  seed integer NOT NULL,
  customers integer NOT NULL,
  cache_version bigint NOT NULL,
  checksums jsonb NOT NULL,
  finished_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX app_user_created_id_idx ON optimized.app_user (created, id);
CREATE INDEX app_user_last_updated_id_idx ON optimized.app_user (last_updated, id);
CREATE INDEX app_user_first_name_last_name_id_idx ON optimized.app_user (first_name, last_name, id);
CREATE INDEX app_user_last_name_id_idx ON optimized.app_user (last_name, id);
CREATE INDEX app_user_address_id_idx ON optimized.app_user (address_id);
CREATE INDEX address_city_idx ON optimized.address (city);
CREATE INDEX address_country_idx ON optimized.address (country);
CREATE INDEX customer_relationship_points_idx ON optimized.customer_relationship (points);
CREATE INDEX customer_relationship_last_activity_idx ON optimized.customer_relationship (last_activity);
CREATE UNIQUE INDEX customer_pkey ON optimized.customer (id);
ALTER TABLE optimized.customer ADD CONSTRAINT customer_pkey PRIMARY KEY USING INDEX customer_pkey;
CREATE INDEX customer_created_idx ON optimized.customer (created, id);
CREATE INDEX customer_full_name_idx ON optimized.customer (first_name, last_name, id);
CREATE INDEX customer_first_name_idx ON optimized.customer (first_name, id);
CREATE INDEX customer_last_name_idx ON optimized.customer (last_name, id);
CREATE INDEX customer_customer_id_idx ON optimized.customer (customer_id, id);
CREATE INDEX customer_city_idx ON optimized.customer (city, id);
CREATE INDEX customer_country_idx ON optimized.customer (country, id);
CREATE INDEX customer_points_idx ON optimized.customer (points, id);
CREATE INDEX customer_last_activity_idx ON optimized.customer (last_activity, id);
CREATE INDEX customer_last_updated_idx ON optimized.customer (last_updated, id);
CREATE INDEX customer_city_code_idx ON optimized.customer (city_code);
CREATE INDEX customer_street_idx ON optimized.customer (street);
CREATE INDEX customer_street_number_idx ON optimized.customer (street_number);
CREATE INDEX customer_birthday_idx ON optimized.customer (birthday);
CREATE INDEX customer_phone_number_idx ON optimized.customer (phone_number);
CREATE INDEX customer_customer_id_trgm_idx ON optimized.customer USING gin (customer_id public.gin_trgm_ops);
CREATE INDEX customer_phone_number_trgm_idx ON optimized.customer USING gin (phone_number public.gin_trgm_ops);
CREATE INDEX customer_document_idx ON optimized.customer USING gin (document);
CREATE UNIQUE INDEX field_value_pkey ON optimized.field_value (field, value);
ALTER TABLE optimized.field_value ADD CONSTRAINT field_value_pkey PRIMARY KEY USING INDEX field_value_pkey;
CREATE INDEX field_value_trgm_idx ON optimized.field_value USING gin (value public.gin_trgm_ops);
CREATE UNIQUE INDEX word_pkey ON optimized.word (word);
ALTER TABLE optimized.word ADD CONSTRAINT word_pkey PRIMARY KEY USING INDEX word_pkey;
CREATE INDEX word_trgm_idx ON optimized.word USING gin (word public.gin_trgm_ops);

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

CREATE FUNCTION optimized.refresh_customers(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $refresh$
BEGIN
  PERFORM FROM optimized.customer AS c WHERE c.id = ANY (ids) ORDER BY c.id FOR UPDATE;
  DELETE FROM optimized.customer AS c
   WHERE c.id = ANY (ids) AND NOT EXISTS (SELECT FROM optimized.app_user AS u WHERE u.id = c.id);
  INSERT INTO optimized.customer AS c (id, first_name, last_name, gender, customer_id, phone_number, created, birthday, last_updated, has_address, street, street_number, city_code, city, country, has_relationship, points, last_activity)
SELECT u.id, u.first_name, u.last_name, u.gender, u.customer_id, u.phone_number, u.created, u.birthday, u.last_updated,
       a.id IS NOT NULL AS has_address, a.street, a.street_number, a.city_code, a.city, a.country,
       r.id IS NOT NULL AS has_relationship, r.points, r.last_activity
  FROM optimized.app_user AS u
  LEFT JOIN optimized.address AS a ON a.id = u.address_id
  LEFT JOIN optimized.customer_relationship AS r ON r.app_user_id = u.id
   WHERE u.id = ANY (ids)
  ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, gender = excluded.gender, customer_id = excluded.customer_id, phone_number = excluded.phone_number, created = excluded.created, birthday = excluded.birthday, last_updated = excluded.last_updated, has_address = excluded.has_address, street = excluded.street, street_number = excluded.street_number, city_code = excluded.city_code, city = excluded.city, country = excluded.country, has_relationship = excluded.has_relationship, points = excluded.points, last_activity = excluded.last_activity
   WHERE (c.first_name, c.last_name, c.gender, c.customer_id, c.phone_number, c.created, c.birthday, c.last_updated, c.has_address, c.street, c.street_number, c.city_code, c.city, c.country, c.has_relationship, c.points, c.last_activity) IS DISTINCT FROM (excluded.first_name, excluded.last_name, excluded.gender, excluded.customer_id, excluded.phone_number, excluded.created, excluded.birthday, excluded.last_updated, excluded.has_address, excluded.street, excluded.street_number, excluded.city_code, excluded.city, excluded.country, excluded.has_relationship, excluded.points, excluded.last_activity);
  INSERT INTO optimized.field_value (field, value, rows)
  SELECT DISTINCT v.field, v.value, 1 FROM optimized.customer AS c CROSS JOIN LATERAL (VALUES ('first_name', c.first_name), ('last_name', c.last_name), ('city', c.city), ('country', c.country), ('city_code', c.city_code), ('street', c.street), ('street_number', c.street_number), ('points', c.points::text), ('birthday', to_char(c.birthday, 'YYYY-MM-DD'))) AS v (field, value)
   WHERE c.id = ANY (ids) AND v.value IS NOT NULL
   ORDER BY 1, 2
  ON CONFLICT DO NOTHING;
  INSERT INTO optimized.word (word, rows)
  SELECT DISTINCT w.word COLLATE "C", 1 FROM optimized.customer AS c CROSS JOIN LATERAL unnest(tsvector_to_array(c.document)) AS w (word)
   WHERE c.id = ANY (ids)
   ORDER BY 1
  ON CONFLICT DO NOTHING;
END $refresh$;

CREATE FUNCTION optimized.after_app_user() RETURNS trigger LANGUAGE plpgsql AS $after$
DECLARE
  ids bigint[];
  addresses bigint[];
BEGIN
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
  PERFORM FROM optimized.address AS a WHERE a.id = ANY (addresses) ORDER BY a.id FOR SHARE;
  IF ids IS NOT NULL THEN
    PERFORM optimized.refresh_customers(ids);
  END IF;
  PERFORM optimized.bump_cache_version();
  RETURN NULL;
END $after$;

CREATE FUNCTION optimized.after_address() RETURNS trigger LANGUAGE plpgsql AS $after$
DECLARE
  ids bigint[];
  touched bigint[];
BEGIN
  -- A new address has nobody yet; a deleted one has nobody any more: its foreign key has updated app_user, where the trigger fired.
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(t.id) INTO touched FROM (SELECT o.id FROM old_rows AS o UNION SELECT n.id FROM new_rows AS n) AS t;
    IF touched IS NULL THEN RETURN NULL; END IF;
    SELECT array_agg(u.id) INTO ids FROM optimized.app_user AS u WHERE u.address_id = ANY (touched);
  END IF;
  IF ids IS NOT NULL THEN
    PERFORM optimized.refresh_customers(ids);
  END IF;
  PERFORM optimized.bump_cache_version();
  RETURN NULL;
END $after$;

CREATE FUNCTION optimized.after_customer_relationship() RETURNS trigger LANGUAGE plpgsql AS $after$
DECLARE
  ids bigint[];
BEGIN
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
  END IF;
  IF ids IS NOT NULL THEN
    PERFORM optimized.refresh_customers(ids);
  END IF;
  PERFORM optimized.bump_cache_version();
  RETURN NULL;
END $after$;
CREATE TRIGGER refresh_after_insert AFTER INSERT ON optimized.address REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_address();
CREATE TRIGGER refresh_after_update AFTER UPDATE ON optimized.address REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_address();
CREATE TRIGGER refresh_after_delete AFTER DELETE ON optimized.address REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_address();
CREATE TRIGGER refresh_after_truncate AFTER TRUNCATE ON optimized.address
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_address();
CREATE TRIGGER refresh_after_insert AFTER INSERT ON optimized.app_user REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_app_user();
CREATE TRIGGER refresh_after_update AFTER UPDATE ON optimized.app_user REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_app_user();
CREATE TRIGGER refresh_after_delete AFTER DELETE ON optimized.app_user REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_app_user();
CREATE TRIGGER refresh_after_truncate AFTER TRUNCATE ON optimized.app_user
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_app_user();
CREATE TRIGGER refresh_after_insert AFTER INSERT ON optimized.customer_relationship REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_customer_relationship();
CREATE TRIGGER refresh_after_update AFTER UPDATE ON optimized.customer_relationship REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_customer_relationship();
CREATE TRIGGER refresh_after_delete AFTER DELETE ON optimized.customer_relationship REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_customer_relationship();
CREATE TRIGGER refresh_after_truncate AFTER TRUNCATE ON optimized.customer_relationship
  FOR EACH STATEMENT EXECUTE FUNCTION optimized.after_customer_relationship();
