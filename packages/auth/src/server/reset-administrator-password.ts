import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Credentials } from '../contract.ts';
import { type AdministratorOptions, defaultAdministratorEmail, findAdministrator } from './ensure-administrator.ts';
import { generatePassword } from './generate-password.ts';
import { insertUser } from './insert-user.ts';
import { withLock } from './with-lock.ts';

/**
 * For somebody who lost it and can reach the database: gives the administrator a new random password, ends the sessions that the
 * old one opened and lifts a ban. Creates the account where there is none.
 */
export const resetAdministratorPassword = ({
  connectionString,
  email = defaultAdministratorEmail,
}: AdministratorOptions): Promise<Credentials> =>
  withLock(connectionString, async (client) => {
    const administrator = await findAdministrator(client);
    if (!administrator) {
      const { password } = await insertUser(client, { email, name: 'Administrator', role: 'admin' });
      return { email, password };
    }
    const password = generatePassword();
    await client.query(
      `INSERT INTO auth_account (id, account_id, provider_id, user_id, password) VALUES ($1, $2, 'credential', $2, $3)
       ON CONFLICT (provider_id, account_id) DO UPDATE SET password = excluded.password, updated_at = now()`,
      [randomUUID(), administrator.id, await hashPassword(password)],
    );
    await client.query('DELETE FROM auth_session WHERE user_id = $1', [administrator.id]);
    await client.query(
      'UPDATE auth_user SET banned = false, ban_reason = NULL, ban_expires = NULL, updated_at = now() WHERE id = $1',
      [administrator.id],
    );
    return { email: administrator.email, password };
  });
