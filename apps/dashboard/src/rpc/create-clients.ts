import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  isTRPCClientError,
  retryLink,
  splitLink,
} from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';

const codeOf = (error: unknown): string | undefined => {
  const data: unknown = isTRPCClientError(error) ? error.data : undefined;
  return data && typeof data === 'object' && 'code' in data && typeof data.code === 'string' ? data.code : undefined;
};

const toSignIn = (error: unknown): void => {
  if (codeOf(error) !== 'UNAUTHORIZED') return;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
};

/** Errors that asking again can mend: no answer at all, or an answer that says "not now". */
const mayRetry = (count: number, error: unknown): boolean => {
  const code = codeOf(error);
  return count < 3 && (code === undefined || code === 'SERVICE_UNAVAILABLE');
};

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: toSignIn }),
    mutationCache: new MutationCache({ onError: toSignIn }),
    defaultOptions: {
      queries: {
        // Changes are pushed; what is older than this is read again when a page is opened.
        staleTime: 5_000,
        retry: mayRetry,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
        // A request that waits for the network says nothing; one that fails shows its error with a retry.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

/** One origin, relative addresses: the front door answers /trpc itself. */
export const createRpcClient = () =>
  createTRPCClient<AnyTRPCRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: [
          // Without it a restarted api ends the subscription for good.
          retryLink({
            retry: ({ error }) => codeOf(error) !== 'UNAUTHORIZED',
            retryDelayMs: (attempt) => Math.min(250 * 2 ** attempt, 5_000),
          }),
          httpSubscriptionLink({ url: '/trpc' }),
        ],
        false: splitLink({
          // In a batch a quick answer waits for the slowest; what is timed, or given up by itself, travels alone.
          condition: (op) => op.context.skipBatch === true,
          true: httpLink({ url: '/trpc' }),
          false: httpBatchLink({ url: '/trpc', maxURLLength: 2_000 }),
        }),
      }),
    ],
  });
