'use client';
import type { AnyTRPCRouter } from '@trpc/server';
import { createTRPCContext, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';

const { TRPCProvider, useTRPC } = createTRPCContext<AnyTRPCRouter>();

/** Mounted once by the dashboard, with its client. */
export { TRPCProvider };

/**
 * The part of the API that one package owns, typed by that package's own router:
 * `const useRuns = () => useRouter<RunsRouter>('runs')`. Thus a page knows its own door and not the whole application.
 */
export const useRouter = <TRouter extends AnyTRPCRouter>(key: string): TRPCOptionsProxy<TRouter> => {
  // The host mounts each router under its key; only this line relies on it.
  const routers = useTRPC() as unknown as Record<string, TRPCOptionsProxy<TRouter>>;
  return routers[key] as TRPCOptionsProxy<TRouter>;
};

/** Re-exported so that a package with a subscription needs no second tRPC dependency. */
export { useSubscription } from '@trpc/tanstack-react-query';
