'use client';
import { type BenchResult, type ExperimentContract, formatMetric } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card } from '@lab/ui/card';
import { IntervalPlot } from '@lab/ui/interval-plot';
import { Link } from '@lab/ui/link';
import { Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import type { RunSummary } from '../contract.ts';
import { caveatWords } from './caveat-words.ts';
import { firstRunHref } from './first-run-href.ts';
import { plotRows } from './plot-rows.ts';
import { runAgainHref } from './run-again-href.ts';
import { runWork } from './run-title.ts';
import { StatusBadge } from './status-badge.tsx';
import { useRuns } from './use-runs.ts';
import { Verdict } from './verdict.tsx';
import { When } from './when.tsx';

interface LatestCardProps {
  readonly experiment: ExperimentContract;
  readonly latest: RunSummary | undefined;
}

/** An experiment on the home page: its question, its latest verdict on this machine, a small plot. */
export const LatestCard = ({ experiment, latest }: LatestCardProps) => {
  const runs = useRuns();
  const view = useQuery({
    ...runs.get.queryOptions({ id: latest?.id ?? '00000000-0000-0000-0000-000000000000' }),
    enabled: latest !== undefined,
  });
  const caveats = view.data?.result ? caveatWords(view.data.result) : null;
  const href = `/experiments/${experiment.slug}`;
  const live = latest && (latest.status === 'running' || latest.status === 'queued');
  return (
    <Card className="flex flex-col">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <h2 className="text-[0.9375rem] font-semibold">
          <Link plain href={href} className="hover:text-brand hover:underline">
            {experiment.title}
          </Link>
        </h2>
        {live && <StatusBadge run={latest} />}
      </div>
      <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">{experiment.question}</p>
      {latest?.verdict ? (
        <>
          <div className="mt-4">
            <Verdict verdict={latest.verdict} as="p" size="card" />
          </div>
          {caveats && <p className="mt-1.5 text-[0.8125rem] text-muted-foreground">{caveats}</p>}
          <div className="mt-4">
            {view.data?.result ? (
              <SmallPlot result={view.data.result} experiment={experiment} />
            ) : (
              // As high as the plot will be: a line a variant.
              view.isPending && (
                <Skeleton className="w-full" style={{ height: `${latest.variants.length * 1.375}rem` }} />
              )
            )}
          </div>
          <p className="mt-4 flex flex-wrap items-center justify-between gap-3 text-[0.8125rem] text-muted-foreground">
            <span>
              {runWork(latest, experiment)}, <When at={latest.finishedAt ?? latest.createdAt} />
            </span>
            <span className="flex gap-4">
              <Link href={`/runs/${latest.id}`}>Evidence</Link>
              <Link href={runAgainHref(latest)}>Run again</Link>
            </span>
          </p>
        </>
      ) : (
        <div className="mt-4 flex flex-1 flex-col items-start justify-between gap-4 rounded-lg border border-dashed border-input/50 px-4 py-4">
          <p className="text-[0.8125rem] text-muted-foreground">
            {live
              ? 'The first run is under way; its verdict appears here.'
              : 'Not measured on this machine yet. A first run takes a few minutes.'}
          </p>
          <Button asChild size="sm" variant="primary">
            <Link plain href={live ? `/runs/${latest.id}` : firstRunHref(experiment)}>
              {live ? 'Watch it' : 'Set up the first run'}
            </Link>
          </Button>
        </div>
      )}
    </Card>
  );
};

const SmallPlot = ({
  result,
  experiment,
}: {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract;
}) => {
  const metric = result.experiment.metrics.find(({ id }) => id === result.experiment.headline);
  if (!metric) return null;
  return (
    <IntervalPlot
      compact
      label={`${metric.label} of each variant`}
      unit={metric.unit}
      rows={plotRows(result, experiment, metric).filter((row) => row.median !== null)}
      format={(value) => formatMetric(value, metric.unit)}
      formatTick={(value) => formatMetric(value, metric.unit)}
    />
  );
};
