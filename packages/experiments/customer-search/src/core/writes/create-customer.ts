import { randomBytes } from 'node:crypto';
import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import type { Customer } from '../../contract/customer.ts';
import type { CreateCustomer } from '../../contract/write-customer.ts';
import { insertAddress } from './addresses.ts';
import { readCustomer } from './read-customer.ts';

/** Of ids that this API gives; what comes from elsewhere may have others. */
const prefix = 'cus';

/**
 * Writes a customer with its address and its relationship, all of them or none, and answers it as GET would. The database keeps the
 * read table and the version of the cache in the same transaction.
 */
export const createCustomer = (pool: Pool, customer: CreateCustomer): Promise<Customer> =>
  inTransaction(pool, async (client) => {
    const addressId = customer.address && (await insertAddress(client, customer.address));
    const { rows } = await client.query<{ id: string }>(
      `WITH inserted AS (
         INSERT INTO optimized.app_user
           (first_name, last_name, gender, customer_id, phone_number, created, birthday, last_updated, address_id)
         SELECT $1, $2, $3, $4, $5, moment, $6, moment, $7 FROM clock_timestamp() AS moment
         RETURNING id, created
       )
       INSERT INTO optimized.customer_relationship (app_user_id, points, created, last_activity)
       SELECT id, $8, created, created FROM inserted RETURNING app_user_id AS id`,
      [
        customer.first_name,
        customer.last_name,
        customer.gender,
        // 128 random bits: two alike are not to be expected, and would be refused by the unique index.
        `${prefix}:${randomBytes(16).toString('hex')}`,
        customer.phone_number,
        customer.birthday,
        addressId,
        customer.initial_points,
      ],
    );
    const [row] = rows;
    if (!row) throw new Error('a customer who was inserted has no id');
    return await readCustomer(client, Number(row.id));
  });
