import { adminProcedure, procedure, publicProcedure, router } from '@lab/rpc';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type Credentials, newApiKeySchema, newUserSchema } from '../contract.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { listApiKeys } from './api-keys/list-api-keys.ts';
import { revokeApiKey } from './api-keys/revoke-api-key.ts';
import type { Auth } from './create-auth.ts';
import { insertUser } from './insert-user.ts';
import { listUsers } from './list-users.ts';

export interface AccountRouterOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
}

/** Who am I, my API keys, and for administrators: who else. Signing in and out, and a new password, are better-auth's own routes. */
export const createAccountRouter = ({ auth, pool }: AccountRouterOptions) =>
  router({
    /** Answers the signed-out too: the sign-in page asks whether one click may do for this caller. */
    me: publicProcedure.query(({ ctx }) => ({ user: ctx.user, oneClickSignIn: ctx.oneClickSignIn === true })),
    keys: router({
      list: procedure.query(({ ctx }) => listApiKeys(pool, ctx.user.id)),
      /** The key itself is in this answer and nowhere else. */
      create: procedure
        .input(newApiKeySchema)
        .mutation(({ ctx, input }) => createApiKey({ auth, pool, userId: ctx.user.id, request: input })),
      revoke: procedure
        .input(z.object({ id: z.string() }))
        .mutation(({ ctx, input }) => revokeApiKey(pool, ctx.user.id, input.id)),
    }),
    users: router({
      list: adminProcedure.query(() => listUsers(pool)),
      /** The generated password is in this answer and nowhere else. */
      create: adminProcedure.input(newUserSchema).mutation(async ({ input }): Promise<Credentials> => {
        const { email, password } = await insertUser(pool, input);
        return { email, password };
      }),
    }),
  });

export type AccountRouter = ReturnType<typeof createAccountRouter>;
