import { genders } from '../../contract/customer.ts';
import { type IndexDefinition, indexSql } from './indexes.ts';

export const baseTables = ['address', 'app_user', 'customer_relationship'] as const;
export type BaseTable = (typeof baseTables)[number];

const text = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** The three tables of the loyalty programme without their keys: what a load fills before it builds them. */
export const bareTablesSql = (schema: string): string => `
CREATE TABLE ${schema}.address (
  id bigserial,
  street text NOT NULL,
  street_number text NOT NULL,
  city_code text NOT NULL,
  city text,
  country text
);
CREATE TABLE ${schema}.app_user (
  id bigserial,
  first_name text NOT NULL,
  last_name text NOT NULL,
  gender text NOT NULL CONSTRAINT app_user_gender_check CHECK (gender IN (${text(genders)})),
  customer_id text NOT NULL,
  phone_number text NOT NULL,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  birthday date,
  last_updated timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  address_id bigint
);
CREATE TABLE ${schema}.customer_relationship (
  id bigserial,
  app_user_id bigint NOT NULL,
  points integer,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamptz(6)
);
`;

const unique = (table: BaseTable, columns: string, name: string): IndexDefinition => ({
  name,
  table,
  unique: true,
  on: `(${columns})`,
});

/** Indexes behind primary and unique keys. */
export const keyIndexes: readonly IndexDefinition[] = [
  { ...unique('address', 'id', 'address_pkey'), primary: true },
  { ...unique('app_user', 'id', 'app_user_pkey'), primary: true },
  unique('app_user', 'customer_id', 'app_user_customer_id_key'),
  { ...unique('customer_relationship', 'id', 'customer_relationship_pkey'), primary: true },
  unique('customer_relationship', 'app_user_id', 'customer_relationship_app_user_id_key'),
];

/** Foreign keys, once the keys that they point to are there. */
export const foreignKeysSql = (schema: string): string => `
ALTER TABLE ${schema}.app_user ADD CONSTRAINT app_user_address_id_fkey
  FOREIGN KEY (address_id) REFERENCES ${schema}.address (id) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE ${schema}.customer_relationship ADD CONSTRAINT customer_relationship_app_user_id_fkey
  FOREIGN KEY (app_user_id) REFERENCES ${schema}.app_user (id) ON DELETE CASCADE ON UPDATE CASCADE;
`;

/**
 * The three tables with primary, unique and foreign keys only: what both APIs start from. Keys are given by the generator, or by
 * the sequence behind them.
 */
export const baseTablesSql = (schema: string): string =>
  [bareTablesSql(schema), ...keyIndexes.map((index) => `${indexSql(schema, index)};\n`), foreignKeysSql(schema)].join(
    '',
  );
