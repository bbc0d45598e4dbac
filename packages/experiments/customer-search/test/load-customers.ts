import type { Pool } from 'pg';
import { microsText, type TestCustomer } from './test-customer.ts';

/** Replaces everything in the three tables of a schema. An address gets the id of its customer. */
export const loadCustomers = async (
  pool: Pool,
  schema: 'naive' | 'optimized',
  customers: readonly TestCustomer[],
): Promise<void> => {
  const addresses = customers.flatMap(({ id, address }) => (address ? [{ id, ...address }] : []));
  const users = customers.map(({ address, relationship, created, last_updated, ...user }) => ({
    ...user,
    created: microsText(created),
    last_updated: microsText(last_updated),
    address_id: address ? user.id : null,
  }));
  const relationships = customers.flatMap(({ id, relationship }) =>
    relationship
      ? [
          {
            app_user_id: id,
            points: relationship.points,
            last_activity: relationship.last_activity === null ? null : microsText(relationship.last_activity),
          },
        ]
      : [],
  );
  const insert = (table: string, columns: string, types: string, rows: readonly object[]) =>
    client.query(
      `INSERT INTO ${schema}.${table} (${columns}) SELECT ${columns} FROM jsonb_to_recordset($1::jsonb) AS row(${types})`,
      [JSON.stringify(rows)],
    );
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const table of ['customer_relationship', 'app_user', 'address'])
      await client.query(`DELETE FROM ${schema}.${table}`);
    await insert(
      'address',
      'id, street, street_number, city_code, city, country',
      'id bigint, street text, street_number text, city_code text, city text, country text',
      addresses,
    );
    await insert(
      'app_user',
      'id, first_name, last_name, gender, customer_id, phone_number, created, birthday, last_updated, address_id',
      'id bigint, first_name text, last_name text, gender text, customer_id text, phone_number text, created timestamptz, birthday date, last_updated timestamptz, address_id bigint',
      users,
    );
    await insert(
      'customer_relationship',
      'app_user_id, points, last_activity',
      'app_user_id bigint, points int, last_activity timestamptz',
      relationships,
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
};
