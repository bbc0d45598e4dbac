/** Trusted extensions: whoever may create objects in the database may create them. */
export const extensionsSql = `
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
`;

/**
 * Case and accents folded away, for words and for nothing else: contains compares as the column is written. unaccent itself is only
 * STABLE because its dictionary may be edited; ours is named, and nobody edits it.
 */
export const foldSql = `
CREATE FUNCTION optimized.fold(input text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, input));
`;

/**
 * One row a customer with everything that a page shows, filters or sorts by: the denormalised read table. It has no foreign keys:
 * triggers keep it (refresh-triggers.ts), or the generator fills it.
 */
export const readTableSql = `
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
`;

/**
 * `field_value`: the distinct values of columns that have few, with about how many rows each has: "contains" looks here first and
 * then asks for equal values, which b-trees know. `word`: the distinct folded words of `document`, for prefixes and typing errors.
 * `rows` decides only between plans; it is counted by the generator and by ANALYZE-like refreshes, not by each write.
 */
export const lexiconSql = `
CREATE TABLE optimized.field_value (
  field text NOT NULL,
  value text NOT NULL,
  rows integer NOT NULL,
  CONSTRAINT field_value_pkey PRIMARY KEY (field, value)
);
CREATE TABLE optimized.word (
  word text COLLATE "C" CONSTRAINT word_pkey PRIMARY KEY,
  rows integer NOT NULL
);
`;

/** Grows with every committed write: the sum over shards is the version. Shards, so that writers do not wait for one row. */
export const cacheVersionSql = `
CREATE TABLE optimized.cache_version (
  shard smallint CONSTRAINT cache_version_pkey PRIMARY KEY,
  version bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO optimized.cache_version SELECT shard, 0 FROM generate_series(0, 15) AS shard;
`;

/** Fields of field_value, and the column of the read table that each is about (points and birthday as text). */
export const lexiconFields = [
  'first_name',
  'last_name',
  'city',
  'country',
  'city_code',
  'street',
  'street_number',
  'points',
  'birthday',
] as const;
export type LexiconField = (typeof lexiconFields)[number];
