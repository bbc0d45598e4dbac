import type { Pool } from 'pg';
import { roleSchema, type UserSummary } from '../contract.ts';

interface Row {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string | null;
  readonly banned: boolean | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

/** All accounts, the oldest first. */
export const listUsers = async (pool: Pool): Promise<readonly UserSummary[]> => {
  const { rows } = await pool.query<Row>(
    `SELECT id, email, name, role, banned, created_at AS "createdAt",
       (SELECT max(updated_at) FROM auth_session WHERE user_id = auth_user.id) AS "lastSeenAt"
     FROM auth_user ORDER BY created_at, id`,
  );
  return rows.map(({ id, email, name, role, banned, createdAt, lastSeenAt }) => ({
    id,
    email,
    name,
    role: roleSchema.catch('user').parse(role),
    banned: banned === true,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }));
};
