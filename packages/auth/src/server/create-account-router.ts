import { adminProcedure, publicProcedure, router } from '@lab/rpc';
import type { Pool } from 'pg';
import { type Credentials, newUserSchema } from '../contract.ts';
import { insertUser } from './insert-user.ts';
import { listUsers } from './list-users.ts';

export interface AccountRouterOptions {
  readonly pool: Pool;
}

/** Who am I, and for administrators: who else. Signing in and out, and a new password, are better-auth's own routes. */
export const createAccountRouter = ({ pool }: AccountRouterOptions) =>
  router({
    /** Answers the signed-out too: the sign-in page asks whether one click may do for this caller. */
    me: publicProcedure.query(({ ctx }) => ({ user: ctx.user, oneClickSignIn: ctx.oneClickSignIn === true })),
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
