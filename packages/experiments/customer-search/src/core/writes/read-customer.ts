import { LabError } from '@lab/errors';
import type { ClientBase } from 'pg';
import type { Customer } from '../../contract/customer.ts';

/** UTC with milliseconds; PostgreSQL cuts the microseconds off, as both APIs promise. */
const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Same keys in the same order as every other answer of a customer. */
const sql = `
SELECT json_build_object(
  'id', u.id,
  'first_name', u.first_name,
  'last_name', u.last_name,
  'gender', u.gender,
  'customer_id', u.customer_id,
  'phone_number', u.phone_number,
  'created', ${utc('u.created')},
  'birthday', u.birthday,
  'last_updated', ${utc('u.last_updated')},
  'address', CASE WHEN a.id IS NOT NULL THEN json_build_object(
    'street', a.street,
    'street_number', a.street_number,
    'city_code', a.city_code,
    'city', a.city,
    'country', a.country
  ) END,
  'relationship', CASE WHEN r.id IS NOT NULL THEN json_build_object(
    'points', r.points,
    'last_activity', ${utc('r.last_activity')}
  ) END
) AS customer
FROM optimized.app_user u
LEFT JOIN optimized.address a ON a.id = u.address_id
LEFT JOIN optimized.customer_relationship r ON r.app_user_id = u.id
WHERE u.id = $1`;

/**
 * One customer as GET answers it, from the base tables and within the caller's transaction: what was just written, and nothing that
 * somebody else has changed since.
 * @throws LabError `customer-not-found`
 */
export const readCustomer = async (client: ClientBase, id: number): Promise<Customer> => {
  const { rows } = await client.query<{ customer: Customer }>(sql, [id]);
  const [row] = rows;
  if (!row) throw new LabError('customer-not-found', { customer: String(id) });
  return row.customer;
};
