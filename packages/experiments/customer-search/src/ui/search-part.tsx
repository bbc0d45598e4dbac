'use client';
import { QueryError } from '@lab/runs/ui';
import { Button } from '@lab/ui/button';
import { CommandLine } from '@lab/ui/command-line';
import { CopyButton } from '@lab/ui/copy-button';
import { EmptyState } from '@lab/ui/empty-state';
import { Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { CountsLine } from './counts-line.tsx';
import { LiveSearch } from './live-search.tsx';
import { useCustomerSearch } from './use-customer-search.ts';

const command = 'npx pnpm@12 lab customers generate --customers 200_000';

/** The part *Try it*: one search, both APIs, side by side. */
export const SearchPart = () => {
  const customerSearch = useCustomerSearch();
  const counts = useQuery(customerSearch.counts.queryOptions());
  const isEmpty = counts.data && counts.data.naive.value === 0 && counts.data.optimized.value === 0;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-[0.8125rem] text-muted-foreground" data-testid="counts">
        {counts.data ? (
          isEmpty ? (
            '0 customers.'
          ) : (
            <CountsLine counts={counts.data} />
          )
        ) : counts.error ? null : (
          <Skeleton className="inline-block h-4 w-72 max-w-full" />
        )}
      </p>
      {counts.error && !counts.data && (
        <QueryError
          title="The customers could not be counted"
          error={counts.error}
          onRetry={() => counts.refetch()}
          retrying={counts.isFetching}
        />
      )}
      {isEmpty ? (
        <>
          <EmptyState
            title="There are no customers yet"
            action={
              <div className="flex flex-wrap gap-2">
                <CopyButton text={command} label="Copy command" variant="primary" />
                <Button size="sm" pending={counts.isFetching} onClick={() => counts.refetch()}>
                  Look again
                </Button>
              </div>
            }
          >
            Make some with the command below, in the folder of Backend Lab, while it runs: 200,000 take a few seconds,
            3,000,000 some minutes and about 10 GB.
          </EmptyState>
          <CommandLine label="Command that generates customers" command={command} />
        </>
      ) : (
        <LiveSearch />
      )}
    </div>
  );
};
