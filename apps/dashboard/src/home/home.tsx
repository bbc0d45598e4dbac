'use client';
import { LatestCard, QueryError, useRuns } from '@lab/runs/ui';
import { Card } from '@lab/ui/card';
import { Page } from '@lab/ui/page';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { experiments } from '../experiments.ts';
import { SystemPanel } from '../system/system-panel.tsx';

const CardSkeleton = () => (
  <Loading label="The latest results are being read">
    <Card>
      <Skeleton className="h-5 w-32" />
      <Skeleton className="mt-2 h-4 w-72 max-w-full" />
      <Skeleton className="mt-6 h-5 w-full" />
      <Skeleton className="mt-2 h-5 w-2/3" />
      <Skeleton className="mt-5 h-40 w-full" />
    </Card>
  </Loading>
);

/** A card per experiment with its latest verdict on this machine, and what the house runs on. */
export const Home = () => {
  const runs = useRuns();
  const latest = useQuery(runs.latest.queryOptions());
  const { data } = latest;
  return (
    <Page crumbs={[{ label: 'Home' }]}>
      <h1 className="text-[1.375rem] leading-tight font-semibold tracking-[-0.02em] text-balance">
        Which way of doing this backend job is right, on this machine, with your data?
      </h1>
      <p className="mt-2 max-w-[68ch] text-muted-foreground">
        Each experiment runs a naive way and the best ways known side by side, checks that all of them did the same
        work, and measures them in turn. The latest verdict of each is below.
      </p>
      <div className="mt-6 grid gap-5 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-5">
          {latest.error && !data ? (
            <QueryError
              title="The latest results could not be read"
              error={latest.error}
              onRetry={() => latest.refetch()}
              retrying={latest.isFetching}
            />
          ) : data ? (
            experiments.map((experiment) => (
              <LatestCard key={experiment.slug} experiment={experiment} latest={data[experiment.slug]} />
            ))
          ) : (
            experiments.map(({ slug }) => <CardSkeleton key={slug} />)
          )}
        </div>
        <SystemPanel />
      </div>
    </Page>
  );
};
