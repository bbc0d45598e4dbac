import { genders } from '../../contract/customer.ts';

export type CustomerSchema = 'naive' | 'optimized';

const text = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/**
 * The three tables of the loyalty programme with primary, unique and foreign keys only: what both APIs start from. Keys are given by
 * the generator, or by the sequence behind them.
 */
export const baseTablesSql = (schema: CustomerSchema): string => `
CREATE TABLE ${schema}.address (
  id bigserial CONSTRAINT address_pkey PRIMARY KEY,
  street text NOT NULL,
  street_number text NOT NULL,
  city_code text NOT NULL,
  city text,
  country text
);
CREATE TABLE ${schema}.app_user (
  id bigserial CONSTRAINT app_user_pkey PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  gender text NOT NULL CONSTRAINT app_user_gender_check CHECK (gender IN (${text(genders)})),
  customer_id text NOT NULL,
  phone_number text NOT NULL,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  birthday date,
  last_updated timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  address_id bigint CONSTRAINT app_user_address_id_fkey REFERENCES ${schema}.address (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX app_user_customer_id_key ON ${schema}.app_user (customer_id);
CREATE TABLE ${schema}.customer_relationship (
  id bigserial CONSTRAINT customer_relationship_pkey PRIMARY KEY,
  app_user_id bigint NOT NULL
    CONSTRAINT customer_relationship_app_user_id_fkey REFERENCES ${schema}.app_user (id) ON DELETE CASCADE ON UPDATE CASCADE,
  points integer,
  created timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_activity timestamptz(6)
);
CREATE UNIQUE INDEX customer_relationship_app_user_id_key ON ${schema}.customer_relationship (app_user_id);
`;
