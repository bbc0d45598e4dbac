import { isLabError } from '@lab/errors';
import { initTRPC, type TRPCError } from '@trpc/server';
import { ZodError, z } from 'zod';
import { requireUser } from './require-user.ts';
import { type ErrorTools, toTrpcError } from './to-trpc-error.ts';

export interface SignedInUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'user';
}

/** What every procedure knows about its caller. What a router needs beside it (pool, queue) its factory takes as arguments. */
export interface RpcContext extends ErrorTools {
  readonly user: SignedInUser | null;
  /** Whether this caller may sign in without a password (development, on this machine). Absent: no. */
  readonly oneClickSignIn?: boolean;
}

/** The code of the closed table and its data, beside the words; null where tRPC itself refused the call (no such procedure …). */
const labOf = ({ cause }: TRPCError) => {
  if (isLabError(cause)) return { code: cause.code, data: cause.data };
  return cause instanceof ZodError ? { code: 'bad-input' as const, data: {} } : null;
};

const trpc = initTRPC.context<RpcContext>().create({
  // A stack trace is for the log. In development tRPC would send it along.
  isDev: false,
  sse: {
    // A stream ends now and then, so that a session that has ended meanwhile is noticed when the page reconnects.
    maxDurationMs: 15 * 60_000,
    ping: { enabled: true, intervalMs: 3000 },
    client: { reconnectAfterInactivityMs: 8000 },
  },
  errorFormatter: ({ shape, error, ctx }) => {
    // An error that met no middleware (a context that failed, an unknown path) is mapped here.
    const known = ctx ? toTrpcError(error, ctx) : error;
    const message = known.cause instanceof ZodError ? z.prettifyError(known.cause) : known.message;
    return { ...shape, message, data: { ...shape.data, lab: labOf(known) } };
  },
});

/** Gives every error its place in the closed table before tRPC chooses the HTTP status. */
const mapErrors = trpc.middleware(async ({ ctx, next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error, ctx);
  return result;
});

export const router = trpc.router;
export const publicProcedure = trpc.procedure.use(mapErrors);
/** Anything behind sign-in: answers 401 with a sentence otherwise. */
export const procedure = publicProcedure.use(({ ctx, next }) => next({ ctx: { ...ctx, user: requireUser(ctx) } }));
/** Anything that only an administrator may do: answers 403 with a sentence otherwise. */
export const adminProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, user: requireUser(ctx, 'admin') } }),
);
export const createCallerFactory = trpc.createCallerFactory;
export { requireUser } from './require-user.ts';
export { type ErrorTools, toTrpcError } from './to-trpc-error.ts';
