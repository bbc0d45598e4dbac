import { randomUUID } from 'node:crypto';
import { LabError } from '@lab/errors';
import { hashPassword } from 'better-auth/crypto';
import type { ClientBase, Pool } from 'pg';
import type { Credentials, Role } from '../contract.ts';
import { generatePassword } from './generate-password.ts';

export interface InsertUserOptions {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/**
 * Writes an account and its generated password in one statement: never one without the other. The hash is better-auth's own
 * (scrypt), so its sign-in reads it. Throws LabError `bad-input` when the address is taken.
 */
export const insertUser = async (
  db: ClientBase | Pool,
  { email, name, role }: InsertUserOptions,
): Promise<Credentials & { readonly id: string }> => {
  const id = randomUUID();
  const password = generatePassword();
  const { rowCount } = await db.query(
    `WITH inserted AS (
       INSERT INTO auth_user (id, name, email, email_verified, role) VALUES ($1, $2, $3, true, $4)
       ON CONFLICT (email) DO NOTHING RETURNING id
     )
     INSERT INTO auth_account (id, account_id, provider_id, user_id, password)
     SELECT $5, id, 'credential', id, $6 FROM inserted`,
    [id, name, email.toLowerCase(), role, randomUUID(), await hashPassword(password)],
  );
  if (rowCount === 0) throw new LabError('bad-input', { problem: `There already is an account for ${email}.` });
  return { id, email: email.toLowerCase(), password };
};
