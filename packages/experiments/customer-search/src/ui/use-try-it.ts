'use client';
import { errorCodes } from '@lab/runs/ui';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AskedQuery } from './asked-query.ts';
import { useCustomerSearch } from './use-customer-search.ts';

/** Each request travels alone (in a batch the quick API would wait for the slow one), and is given up with the question it was for. */
const alone = { abortOnUnmount: true, context: { skipBatch: true } } as const;

/**
 * Asked once, whatever else on the page is read again: what a request did is a measurement, and asking again would be another one.
 * No answer at all is no measurement.
 */
const once = {
  staleTime: 'static',
  gcTime: 30_000,
  retry: (count: number, error: { readonly data?: unknown }) => count < 3 && errorCodes(error.data).code === undefined,
} as const;

/** The same question to both APIs, one after the other, so that neither takes the processor from the other. */
export const useTryIt = ({ asked, cached }: { readonly asked: AskedQuery; readonly cached: boolean }) => {
  const customerSearch = useCustomerSearch();
  const queries = useQueryClient();
  const right = Object.keys(asked.errors).length === 0;
  const endless = customerSearch.tryIt.infiniteQueryOptions(
    { api: 'optimized', query: asked.optimized, cached },
    {
      ...once,
      enabled: right,
      placeholderData: keepPreviousData,
      getNextPageParam: (page) => (page.outcome === 'page' ? page.nextCursor : null),
      trpc: alone,
    },
  );
  const optimized = useInfiniteQuery(endless);
  const answered = !optimized.isPlaceholderData && (optimized.isSuccess || optimized.isError);
  const naive = useQuery(
    customerSearch.tryIt.queryOptions(
      { api: 'naive', query: asked.naive },
      { ...once, enabled: right && answered, placeholderData: keepPreviousData, trpc: alone },
    ),
  );
  const again = async () => {
    // The first page alone: the others are asked for again when somebody scrolls to them.
    queries.setQueryData(
      endless.queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    await optimized.refetch();
    await naive.refetch();
  };
  return { right, optimized, naive, again, asking: optimized.isRefetching || naive.isFetching };
};
