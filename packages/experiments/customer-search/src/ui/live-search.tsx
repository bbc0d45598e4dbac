'use client';
import { Button } from '@lab/ui/button';
import { Notice } from '@lab/ui/notice';
import { Segmented } from '@lab/ui/segmented';
import { useUrlState } from '@lab/ui/url-state';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { CacheCard } from './cache-card.tsx';
import { Comparison } from './comparison.tsx';
import { useCustomerDialog } from './customer-dialog.tsx';
import { NaiveSide } from './naive-side.tsx';
import { OptimizedSide } from './optimized-side.tsx';
import { SearchForm } from './search-form.tsx';
import { useCustomerSearch } from './use-customer-search.ts';
import { useSearch } from './use-search.ts';
import { useTryIt } from './use-try-it.ts';

/** Both ways to answer one search, with what each cost. All of it is in the link. */
export const LiveSearch = () => {
  const customerSearch = useCustomerSearch();
  const queries = useQueryClient();
  const search = useSearch();
  const [through, setThrough] = useUrlState('cache', 'off', ['off', 'on']);
  const { right, optimized, naive, again, asking } = useTryIt({ asked: search.asked, cached: through === 'on' });
  const stats = useQuery(customerSearch.cacheStats.queryOptions());
  const { open, dialog } = useCustomerDialog();
  const answered = right && !optimized.isPlaceholderData ? optimized.data : undefined;

  // An answer through the cache has changed its numbers.
  useEffect(() => {
    if (through === 'on' && answered) void queries.invalidateQueries(customerSearch.cacheStats.pathFilter());
  }, [answered, customerSearch, queries, through]);

  return (
    <>
      <SearchForm search={search} />
      {search.errors.page && (
        <Notice
          tone="bad"
          action={
            <Button size="sm" onClick={() => search.choose({ page: '' })}>
              Show the first page
            </Button>
          }
        >
          The page of the link: {search.errors.page}
        </Notice>
      )}
      {right ? (
        <Comparison
          optimized={answered?.pages[0]}
          naive={answered && !naive.isPlaceholderData ? naive.data : undefined}
          naiveFailed={naive.isError}
          asking={asking}
          onAgain={again}
        />
      ) : (
        <Notice tone="warn">
          Nothing is asked while something in the search is wrong
          {optimized.data ? '; what is below is of the search before.' : '.'}
        </Notice>
      )}
      {stats.data?.cache && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.8125rem] text-muted-foreground">
          Answers of the optimised API come
          <Segmented
            label="Where answers of the optimised API come from"
            value={through}
            onValueChange={setThrough}
            options={[
              { value: 'off', label: 'from the database' },
              { value: 'on', label: 'through the cache' },
            ]}
          />
        </div>
      )}
      {(right || optimized.data) && (
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <NaiveSide search={search} naive={naive} waiting={!right || answered === undefined} onOpen={open} />
          <OptimizedSide asked={search.asked} optimized={optimized} onOpen={open} />
        </div>
      )}
      <CacheCard />
      {dialog}
    </>
  );
};
