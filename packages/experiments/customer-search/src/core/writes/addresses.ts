import type { ClientBase } from 'pg';
import type { CreateCustomer } from '../../contract/write-customer.ts';

type Address = NonNullable<CreateCustomer['address']>;

/** A row of its own for each address that is written: customers of one house may share one, and moving one must not move the others. */
export const insertAddress = async (client: ClientBase, address: Address): Promise<string> => {
  const { street, street_number, city_code, city, country } = address;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO optimized.address (street, street_number, city_code, city, country) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [street, street_number, city_code, city, country],
  );
  const [row] = rows;
  if (!row) throw new Error('an address that was inserted has no id');
  return row.id;
};

/**
 * Before a customer leaves an address: of two who leave it at the same moment the second one waits and then sees that the first has
 * gone, else each would think that the other still lives there. Taken before anything is written, because writing locks the row of
 * the read table, which somebody who changes the address itself takes after the address.
 */
export const lockAddress = async (client: ClientBase, addressId: string | null): Promise<void> => {
  if (addressId !== null) await client.query('SELECT 1 FROM optimized.address WHERE id = $1 FOR UPDATE', [addressId]);
};

/** Deletes the locked address that a customer has just left, when no other customer has it. */
export const deleteIfUnused = async (client: ClientBase, addressId: string | null): Promise<void> => {
  if (addressId === null) return;
  await client.query(
    `DELETE FROM optimized.address a
     WHERE a.id = $1 AND NOT EXISTS (SELECT 1 FROM optimized.app_user u WHERE u.address_id = a.id)`,
    [addressId],
  );
};
