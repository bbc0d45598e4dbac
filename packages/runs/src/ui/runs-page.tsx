'use client';
import { Button } from '@lab/ui/button';
import { Card } from '@lab/ui/card';
import { EmptyState } from '@lab/ui/empty-state';
import { Link } from '@lab/ui/link';
import { Page } from '@lab/ui/page';
import { Select } from '@lab/ui/select';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useUrlState } from '@lab/ui/url-state';
import { useInfiniteQuery } from '@tanstack/react-query';
import { runStatusSchema } from '../contract.ts';
import { useExperiments } from './experiments-provider.tsx';
import { firstRunHref } from './first-run-href.ts';
import { QueryError } from './query-error.tsx';
import { RunRows } from './run-rows.tsx';
import { useRuns } from './use-runs.ts';

const statuses = [
  { value: 'all', label: 'Any status' },
  ...runStatusSchema.options.map((status) => ({
    value: status,
    label: status.charAt(0).toUpperCase() + status.slice(1),
  })),
];

const RowsSkeleton = () => (
  <Loading label="The runs are being read" className="flex flex-col gap-4 py-2">
    {[0, 1, 2, 3, 4].map((row) => (
      <div key={row} className="flex justify-between gap-6">
        <Skeleton className="h-5 w-72" />
        <Skeleton className="h-5 w-20" />
        <Skeleton className="hidden h-5 w-44 md:block" />
        <Skeleton className="hidden h-5 w-24 md:block" />
      </div>
    ))}
  </Loading>
);

/** Every run, newest first; the filters are in the URL. */
export const RunsPage = () => {
  const runs = useRuns();
  const experiments = useExperiments();
  const [experiment, setExperiment] = useUrlState('experiment', 'all');
  const [status, setStatus] = useUrlState('status', 'all');
  const known = runStatusSchema.safeParse(status);
  const query = useInfiniteQuery(
    runs.list.infiniteQueryOptions(
      {
        ...(experiment === 'all' ? {} : { experiment }),
        ...(known.success ? { status: known.data } : {}),
        limit: 25,
      },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = experiment !== 'all' || status !== 'all';
  return (
    <Page crumbs={[{ label: 'Runs' }]}>
      <div className="mb-5 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-[1.375rem] leading-tight font-semibold tracking-[-0.02em]">Runs</h1>
          <p className="mt-1 text-muted-foreground">
            Everything that was measured here, from this site or the command line.
          </p>
        </div>
        <div className="flex w-full flex-wrap gap-2 sm:w-auto">
          <Select
            aria-label="Experiment"
            className="w-full sm:w-48"
            value={experiment}
            onValueChange={setExperiment}
            options={[
              { value: 'all', label: 'All experiments' },
              ...experiments.map(({ slug, title }) => ({ value: slug, label: title })),
            ]}
          />
          <Select
            aria-label="Status"
            className="w-full sm:w-40"
            value={status}
            onValueChange={setStatus}
            options={statuses}
          />
        </div>
      </div>
      {query.error && !query.data ? (
        <QueryError
          title="The runs could not be read"
          error={query.error}
          onRetry={() => query.refetch()}
          retrying={query.isFetching}
        />
      ) : query.isPending ? (
        <Card>
          <RowsSkeleton />
        </Card>
      ) : items.length > 0 ? (
        <Card>
          <RunRows label="Runs" runs={items} />
          {query.hasNextPage && (
            <Button className="mt-4" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              Load more
            </Button>
          )}
        </Card>
      ) : filtered ? (
        <EmptyState
          title="No run matches these filters"
          action={
            <Button
              onClick={() => {
                setExperiment('all');
                setStatus('all');
              }}
            >
              Show all runs
            </Button>
          }
        >
          Choose another experiment or status.
        </EmptyState>
      ) : (
        <EmptyState
          title="Nothing has been measured yet"
          action={
            <Button asChild variant="primary">
              <Link plain href={experiments[0] ? firstRunHref(experiments[0]) : '/'}>
                Set up a run
              </Link>
            </Button>
          }
        >
          Start a run from an experiment’s page, or from the command line with{' '}
          <code className="font-mono">--report</code>; it appears here at once.
        </EmptyState>
      )}
    </Page>
  );
};
