import type { ClientBase } from 'pg';
import type { Credentials } from '../contract.ts';
import { insertUser } from './insert-user.ts';
import { withLock } from './with-lock.ts';

export interface AdministratorOptions {
  readonly connectionString: string;
  /** Address of an administrator that has to be created. `.localhost` never leads anywhere (RFC 6761). */
  readonly email?: string;
}

export const defaultAdministratorEmail = 'admin@lab.localhost';

/** The administrator who has been one longest, locked until the transaction ends. */
export const findAdministrator = async (client: ClientBase): Promise<{ id: string; email: string } | undefined> => {
  const { rows } = await client.query<{ id: string; email: string }>(
    `SELECT id, email FROM auth_user WHERE role = 'admin' ORDER BY created_at, id LIMIT 1 FOR UPDATE`,
  );
  return rows[0];
};

/**
 * First run: creates an administrator with a random password and returns both, the only time that the password is seen. Every later
 * call, and every call that loses the race, returns undefined and changes nothing. Needs a migrated database.
 */
export const ensureAdministrator = ({
  connectionString,
  email = defaultAdministratorEmail,
}: AdministratorOptions): Promise<Credentials | undefined> =>
  withLock(connectionString, async (client) => {
    if (await findAdministrator(client)) return undefined;
    const { password } = await insertUser(client, { email, name: 'Administrator', role: 'admin' });
    return { email, password };
  });
