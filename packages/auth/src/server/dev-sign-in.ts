import { LabError } from '@lab/errors';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { Pool } from 'pg';

/**
 * Signs the administrator in without a password. It has no path, so that no request can reach it: only the host calls it, after it
 * has looked at the socket (see mount-auth.ts). Not even registered outside development.
 */
export const devSignIn = (pool: Pool) =>
  ({
    id: 'dev-sign-in',
    endpoints: {
      devSignIn: createAuthEndpoint({ method: 'POST' }, async (ctx) => {
        const { rows } = await pool.query<{ id: string }>(
          `SELECT id FROM auth_user WHERE role = 'admin' AND banned IS NOT TRUE ORDER BY created_at, id LIMIT 1`,
        );
        const user = rows[0] && (await ctx.context.internalAdapter.findUserById(rows[0].id));
        if (!user)
          throw new LabError('bad-input', { problem: 'There is no administrator yet; `lab dev` creates one.' });
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ user: { id: user.id, email: user.email, name: user.name } });
      }),
    },
  }) satisfies BetterAuthPlugin;
