'use client';
import type { BenchResult, ExperimentContract } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { EmptyState } from '@lab/ui/empty-state';
import { Link } from '@lab/ui/link';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useUrlState } from '@lab/ui/url-state';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { CodeCompare } from './code-compare.tsx';
import { firstRunHref } from './first-run-href.ts';
import { MetricPlot } from './metric-plot.tsx';
import { QueryError } from './query-error.tsx';
import { ReproduceCard } from './reproduce.tsx';
import { PlotSkeleton } from './run-page-skeleton.tsx';
import { RunRows } from './run-rows.tsx';
import { RunState, verdictOf } from './run-states.tsx';
import { runWork } from './run-title.ts';
import { useRuns } from './use-runs.ts';
import { Verdict } from './verdict.tsx';
import { When } from './when.tsx';
import { WhyTable } from './why-table.tsx';

interface ExperimentResultsProps {
  readonly experiment: ExperimentContract;
  /** What the experiment itself shows of a result, after the plot. */
  readonly more?: ComponentType<{ readonly result: BenchResult }> | undefined;
}

/** The part *Results*: the latest verdict with its evidence, or the one that the link names; below it all others. */
export const ExperimentResults = ({ experiment, more }: ExperimentResultsProps) => {
  const runs = useRuns();
  const [chosen] = useUrlState('result', '');
  const history = useQuery(runs.list.queryOptions({ experiment: experiment.slug, limit: 20 }));
  // The home page asks the same question: both show the same run.
  const latest = useQuery(runs.latest.queryOptions());
  const best = latest.data?.[experiment.slug];
  const shown = chosen || (best?.verdict ? best : history.data?.items.find((run) => run.verdict))?.id;

  if (history.error && !history.data) {
    return (
      <QueryError
        title="The results could not be read"
        error={history.error}
        onRetry={() => history.refetch()}
        retrying={history.isFetching}
      />
    );
  }
  if (!history.data || latest.isPending) return <ResultsSkeleton />;
  if (!shown) {
    return (
      <EmptyState
        title="No result yet"
        action={
          <Button asChild variant="primary">
            <Link plain href={firstRunHref(experiment)}>
              Set up a run
            </Link>
          </Button>
        }
      >
        {history.data.items.length > 0
          ? 'No run has finished a round so far. The verdict appears here as soon as one has.'
          : 'The first run on this machine writes the first verdict. It takes a few minutes.'}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <ShownResult id={shown} experiment={experiment} more={more} />
      <Card>
        <CardHeader title="History" actions={<Link href={`/runs?experiment=${experiment.slug}`}>All runs</Link>} />
        <RunRows
          label={`Runs of ${experiment.title}`}
          runs={history.data.items.slice(0, 10)}
          current={shown}
          hrefOf={(run) =>
            run.verdict ? `/experiments/${experiment.slug}?tab=results&result=${run.id}` : `/runs/${run.id}`
          }
        />
      </Card>
    </div>
  );
};

interface ShownResultProps extends ExperimentResultsProps {
  readonly id: string;
}

const ShownResult = ({ id, experiment, more: More }: ShownResultProps) => {
  const runs = useRuns();
  const query = useQuery(runs.get.queryOptions({ id }));
  const run = query.data;
  if (!run) {
    return query.error ? (
      <QueryError
        title="This result could not be read"
        error={query.error}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
      />
    ) : (
      <ResultsSkeleton />
    );
  }
  const hasSamples = run.result !== null && run.result.samples.length > 0;
  return (
    <>
      <div>
        <p className="mb-2 flex flex-wrap gap-x-[18px] text-[0.8125rem] text-muted-foreground">
          <span>{runWork(run, experiment)}</span>
          <When at={run.finishedAt ?? run.createdAt} />
          <Link href={`/runs/${run.id}`}>Open this run: samples, environment, downloads</Link>
        </p>
        <Verdict verdict={verdictOf(run) ?? 'No round was finished, so there is no verdict.'} as="h2" />
      </div>
      <RunState run={run} experiment={undefined} />
      {run.result && hasSamples && (
        <>
          <MetricPlot result={run.result} experiment={experiment} />
          {More && <More result={run.result} />}
          <WhyTable result={run.result} experiment={experiment} />
          <CodeCompare result={run.result} experiment={experiment} />
        </>
      )}
      <ReproduceCard command={run.command} />
    </>
  );
};

const ResultsSkeleton = () => (
  <Loading label="The results are being read" className="flex flex-col gap-5">
    <div>
      <Skeleton className="mb-3 h-4 w-72 max-w-full" />
      <Skeleton className="h-8 w-full max-w-[34rem]" />
      <Skeleton className="mt-2 h-8 w-2/3 max-w-[24rem]" />
    </div>
    <PlotSkeleton />
  </Loading>
);
