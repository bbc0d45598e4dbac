'use client';
import { formatCount } from '@lab/bench';
import { QueryError } from '@lab/runs/ui';
import { Button } from '@lab/ui/button';
import { Notice } from '@lab/ui/notice';
import { Loading } from '@lab/ui/skeleton';
import { useInView } from '@lab/ui/use-in-view';
import { useEffect } from 'react';
import { AnswerFigures } from './answer-figures.tsx';
import type { AskedQuery } from './asked-query.ts';
import { CustomerList, CustomerListSkeleton } from './customer-list.tsx';
import { ListFrame, NoMatch } from './list-frame.tsx';
import { SentStatements } from './sent-statements.tsx';
import { SideCard } from './side-card.tsx';
import { totalWords } from './total-words.ts';
import type { useTryIt } from './use-try-it.ts';

interface OptimizedSideProps {
  readonly asked: AskedQuery;
  readonly optimized: ReturnType<typeof useTryIt>['optimized'];
  readonly onOpen: (id: number) => void;
}

/** The optimised API: an endless list, a page more by cursor whenever its end comes into sight. */
export const OptimizedSide = ({ asked, optimized, onOpen }: OptimizedSideProps) => {
  const pages = optimized.data?.pages ?? [];
  const latest = pages.at(-1);
  const first = pages[0];
  const customers = pages.flatMap((page) => (page.outcome === 'page' ? page.results : []));
  const total = first?.outcome === 'page' ? totalWords(first.total) : undefined;
  const size = Number(asked.optimized.page_size ?? 20);
  // A page more that fails leaves those that are there.
  const failed = optimized.error && (optimized.isLoadingError || !latest || optimized.isPlaceholderData);
  return (
    <SideCard
      api="optimized"
      query={asked.optimized}
      stale={optimized.isPlaceholderData || (optimized.isRefetching && !optimized.isFetchingNextPage)}
    >
      {failed ? (
        <QueryError
          title="The optimised API did not answer"
          error={optimized.error}
          onRetry={() => optimized.refetch()}
          retrying={optimized.isFetching}
        />
      ) : !latest ? (
        <Loading label="The optimised API is asked" className="flex flex-1 flex-col">
          <AnswerFigures page={undefined} />
          <ListFrame label="Customers of the optimised API">
            <CustomerListSkeleton rows={Math.min(size, 10)} />
          </ListFrame>
        </Loading>
      ) : (
        <>
          <AnswerFigures page={latest}>
            {pages.length > 1 && <span>page {formatCount(pages.length)}</span>}
            {total && <span>{total}</span>}
          </AnswerFigures>
          <SentStatements of="the optimised API" page={latest} />
          {latest.outcome === 'too-slow' && (
            <Notice
              tone="warn"
              className="mt-3"
              action={
                <Button size="sm" pending={optimized.isFetching} onClick={() => optimized.refetch()}>
                  Try again
                </Button>
              }
            >
              {latest.sentence}
            </Notice>
          )}
          {latest.outcome === 'page' && customers.length === 0 && <NoMatch />}
          {customers.length > 0 && (
            <ListFrame key={JSON.stringify(asked.optimized)} label="Customers of the optimised API">
              <CustomerList label="Customers of the optimised API" customers={customers} onOpen={onOpen} />
              {optimized.hasNextPage && <MoreCustomers optimized={optimized} />}
            </ListFrame>
          )}
          {customers.length > 0 && (
            <p className="mt-3 flex min-h-8 items-center text-[0.8125rem] text-muted-foreground">
              {formatCount(customers.length)} shown
              {optimized.hasNextPage ? ', more as you scroll' : ', all that match'}
            </p>
          )}
        </>
      )}
    </SideCard>
  );
};

/** Comes into sight a screen before the end of the list, and asks for more; the button is for whoever does not scroll. */
const MoreCustomers = ({ optimized }: Pick<OptimizedSideProps, 'optimized'>) => {
  const { error, fetchNextPage, isFetching, isFetchingNextPage, isPlaceholderData } = optimized;
  const [mark, inView] = useInView();
  useEffect(() => {
    if (inView && !isFetching && !isPlaceholderData && !error) void fetchNextPage();
  }, [error, fetchNextPage, inView, isFetching, isPlaceholderData]);
  return (
    <div className="relative py-2">
      <div ref={mark} aria-hidden className="pointer-events-none absolute bottom-0 h-80 w-px" />
      {error && (
        <p role="alert" className="mb-2 text-[0.8125rem] text-bad">
          {error.data ? error.message : 'The server does not answer.'}
        </p>
      )}
      <Button size="sm" variant="ghost" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {error ? 'Try again' : 'Show more'}
      </Button>
    </div>
  );
};
