'use client';
import { formatCount, formatSeconds } from '@lab/bench';
import { QueryError } from '@lab/runs/ui';
import { Button } from '@lab/ui/button';
import { Notice } from '@lab/ui/notice';
import { Loading } from '@lab/ui/skeleton';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { AnswerFigures } from './answer-figures.tsx';
import { CustomerList, CustomerListSkeleton } from './customer-list.tsx';
import { ListFrame, NoMatch } from './list-frame.tsx';
import { SentStatements } from './sent-statements.tsx';
import { SideCard } from './side-card.tsx';
import type { Search } from './use-search.ts';
import type { useTryIt } from './use-try-it.ts';

interface NaiveSideProps {
  readonly search: Search;
  readonly naive: ReturnType<typeof useTryIt>['naive'];
  /** The optimised API is asked first. */
  readonly waiting: boolean;
  readonly onOpen: (id: number) => void;
}

/** The naive API: a page of results with its number, and buttons to the next. */
export const NaiveSide = ({ search, naive, waiting, onOpen }: NaiveSideProps) => {
  const { asked } = search;
  const { data: page, error } = naive;
  const size = Number(asked.naive.page_size ?? 20);
  return (
    <SideCard
      api="naive"
      query={asked.naive}
      stale={page !== undefined && (waiting || naive.isPlaceholderData || naive.isRefetching)}
    >
      {error && !naive.isPlaceholderData ? (
        <QueryError
          title="The naive API did not answer"
          error={error}
          onRetry={() => naive.refetch()}
          retrying={naive.isFetching}
        />
      ) : !page ? (
        <Loading label="The naive API is asked" className="flex flex-1 flex-col">
          <AnswerFigures page={undefined} />
          <ListFrame label="Customers of the naive API">
            <CustomerListSkeleton rows={Math.min(size, 10)} />
          </ListFrame>
        </Loading>
      ) : (
        <>
          <AnswerFigures page={page}>
            {page.outcome === 'page' && <span>{formatCount(page.count ?? 0)} match</span>}
          </AnswerFigures>
          <SentStatements of="the naive API" page={page} />
          {page.outcome === 'too-slow' ? (
            <Notice
              tone="warn"
              className="mt-3"
              action={
                <Button size="sm" pending={naive.isFetching} onClick={() => naive.refetch()}>
                  Try again
                </Button>
              }
            >
              {page.sentence} It was given up after {formatSeconds(page.seconds)}: that is how this API answers on so
              much data.
            </Notice>
          ) : (
            <>
              {page.results.length === 0 ? (
                <NoMatch>{asked.naive.search && 'The naive API looks for the whole text in one column.'}</NoMatch>
              ) : (
                <ListFrame key={JSON.stringify(asked.naive)} label="Customers of the naive API">
                  <CustomerList label="Customers of the naive API" customers={page.results} onOpen={onOpen} />
                </ListFrame>
              )}
              <Pager search={search} count={page.count ?? 0} size={size} />
            </>
          )}
        </>
      )}
    </SideCard>
  );
};

interface PagerProps {
  readonly search: Search;
  readonly count: number;
  readonly size: number;
}

const Pager = ({ search, count, size }: PagerProps) => {
  const current = Number(search.asked.naive.page ?? 1);
  const last = Math.max(1, Math.ceil(count / size));
  const go = (page: number) => search.choose({ page: page === 1 ? '' : String(page) });
  return (
    <nav aria-label="Pages of the naive API" className="mt-3 flex flex-wrap items-center gap-2">
      <Button size="sm" disabled={current <= 1} onClick={() => go(current - 1)}>
        <ChevronLeft aria-hidden />
        Previous
      </Button>
      <Button size="sm" disabled={current >= last} onClick={() => go(current + 1)}>
        Next
        <ChevronRight aria-hidden />
      </Button>
      <Button size="sm" variant="ghost" disabled={current >= last} onClick={() => go(last)}>
        Last page
      </Button>
      <span className="text-[0.8125rem] text-muted-foreground" aria-current="page">
        Page {formatCount(current)} of {formatCount(last)}
      </span>
    </nav>
  );
};
