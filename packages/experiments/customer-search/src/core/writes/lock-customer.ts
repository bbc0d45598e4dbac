import { LabError } from '@lab/errors';
import type { ClientBase } from 'pg';

/**
 * Takes the row of a customer for this transaction and tells its address. Every verb takes the customer, then its address, then its
 * relationship, and only then writes the customer, so that none waits for another in a circle, writers by plain SQL included.
 * @throws LabError `customer-not-found`
 */
export const lockCustomer = async (client: ClientBase, id: number): Promise<{ readonly addressId: string | null }> => {
  const { rows } = await client.query<{ address_id: string | null }>(
    'SELECT address_id FROM optimized.app_user WHERE id = $1 FOR UPDATE',
    [id],
  );
  const [row] = rows;
  if (!row) throw new LabError('customer-not-found', { customer: String(id) });
  return { addressId: row.address_id };
};
