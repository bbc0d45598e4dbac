import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import { deleteIfUnused, lockAddress } from './addresses.ts';
import { lockCustomer } from './lock-customer.ts';

/**
 * Deletes a customer with its relationship, and its address when nobody else has it.
 * @throws LabError `customer-not-found`, also for one that has just been deleted
 */
export const deleteCustomer = (pool: Pool, id: number): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { addressId } = await lockCustomer(client, id);
    await lockAddress(client, addressId);
    await client.query('DELETE FROM optimized.app_user WHERE id = $1', [id]);
    await deleteIfUnused(client, addressId);
  });
