import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import type { Customer } from '../../contract/customer.ts';
import type { PatchCustomer } from '../../contract/write-customer.ts';
import { deleteIfUnused, insertAddress, lockAddress } from './addresses.ts';
import { lockCustomer } from './lock-customer.ts';
import { readCustomer } from './read-customer.ts';

/** Columns of app_user that a body may name, by the same name. The only names that get into the statement. */
const columns = ['first_name', 'last_name', 'gender', 'phone_number', 'birthday'] as const;

/**
 * Changes what is given and leaves the rest; answers the customer as GET would. A new address is a new row, and the old one goes when
 * nobody has it any more. New points are an activity. Two changes of one customer follow one another.
 * @throws LabError `customer-not-found`
 */
export const patchCustomer = (pool: Pool, id: number, change: PatchCustomer): Promise<Customer> =>
  inTransaction(pool, async (client) => {
    const { addressId } = await lockCustomer(client, id);
    const moves = change.address !== undefined;
    if (moves) await lockAddress(client, addressId);
    if (change.points !== undefined)
      await client.query(
        `INSERT INTO optimized.customer_relationship (app_user_id, points, last_activity) VALUES ($1, $2, clock_timestamp())
         ON CONFLICT (app_user_id) DO UPDATE SET points = excluded.points, last_activity = excluded.last_activity`,
        [id, change.points],
      );
    const assignments: string[] = [];
    const values: unknown[] = [id];
    const assign = (column: string, value: unknown) => assignments.push(`${column} = $${values.push(value)}`);
    for (const column of columns) if (change[column] !== undefined) assign(column, change[column]);
    if (moves) assign('address_id', change.address && (await insertAddress(client, change.address)));
    // The time after the lock, not that of BEGIN: a change that had to wait is the later one.
    await client.query(
      `UPDATE optimized.app_user SET ${[...assignments, 'last_updated = clock_timestamp()'].join(', ')} WHERE id = $1`,
      values,
    );
    if (moves) await deleteIfUnused(client, addressId);
    return await readCustomer(client, id);
  });
