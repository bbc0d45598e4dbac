import { testDatabase } from '@lab/db/testing';
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';

const names = ['Ada', 'Grace', '王秀英', 'Zoë 🦊', 'محمد'];

/** A database with so many customers in both schemas, without addresses and relationships. */
export const smallTables = async (customers: number): Promise<Pool> => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { pool } = database;
  for (const schema of ['naive', 'optimized'])
    await pool.query(
      `INSERT INTO ${schema}.app_user (first_name, last_name, gender, customer_id, phone_number)
       SELECT ($1::text[])[1 + n % ${names.length}], 'L' || n, 'female', 'cus:' || n, '+49' || n FROM generate_series(0, $2 - 1) AS n`,
      [names, customers],
    );
  return pool;
};
