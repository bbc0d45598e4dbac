'use client';
import type { ExperimentContract } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card } from '@lab/ui/card';
import { Link } from '@lab/ui/link';
import { Loading } from '@lab/ui/skeleton';
import { useUrlState } from '@lab/ui/url-state';
import { useQuery } from '@tanstack/react-query';
import type { RunView } from '../contract.ts';
import { MetricPlot } from './metric-plot.tsx';
import { QueryError } from './query-error.tsx';
import { RunForm } from './run-form.tsx';
import { RunLive, RunLiveSkeleton } from './run-live.tsx';
import { RunState, verdictOf } from './run-states.tsx';
import { runWork } from './run-title.ts';
import { StatusBadge } from './status-badge.tsx';
import { useRuns } from './use-runs.ts';
import { Verdict } from './verdict.tsx';

const isLive = (run: Pick<RunView, 'status'>): boolean => run.status === 'queued' || run.status === 'running';

/** The part *Run*: what is under way, then the form for the next one. */
export const ExperimentRun = ({ experiment }: { readonly experiment: ExperimentContract }) => {
  const runs = useRuns();
  const [chosen, choose] = useUrlState('run', '');
  const recent = useQuery({
    ...runs.list.queryOptions({ experiment: experiment.slug, limit: 20 }),
    refetchInterval: 15_000,
  });
  const live = recent.data?.items.filter(isLive) ?? [];
  // The run of the link, else the one that is under way: whoever comes back sees it without a link.
  const shown = chosen || live.at(-1)?.id;
  const others = live.filter((run) => run.id !== shown);
  return (
    <div className="flex flex-col gap-5">
      {shown && <CurrentRun key={shown} id={shown} experiment={experiment} onDismiss={() => choose('')} />}
      {others.length > 0 && (
        <Card>
          <h2 className="mb-2 text-[0.9375rem] font-semibold">Also waiting or running</h2>
          <ul className="flex flex-col gap-1.5">
            {others.map((run) => (
              <li key={run.id} className="flex flex-wrap items-center justify-between gap-2">
                <Link href={`/runs/${run.id}`}>{runWork(run, experiment)}</Link>
                <StatusBadge run={run} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <RunForm
        experiment={experiment}
        onStarted={(id) => {
          choose(id);
          window.scrollTo({ top: 0, behavior: 'smooth' });
        }}
      />
    </div>
  );
};

interface CurrentRunProps {
  readonly id: string;
  readonly experiment: ExperimentContract;
  readonly onDismiss: () => void;
}

const CurrentRun = ({ id, experiment, onDismiss }: CurrentRunProps) => {
  const runs = useRuns();
  const query = useQuery({
    ...runs.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && isLive(state.data) ? 10_000 : false),
  });
  const run = query.data;
  if (!run) {
    return query.error ? (
      <QueryError
        title="This run could not be read"
        error={query.error}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
      />
    ) : (
      <Loading label="The run is being read">
        <RunLiveSkeleton />
      </Loading>
    );
  }
  const verdict = verdictOf(run);
  const hasSamples = run.result !== null && run.result.samples.length > 0;
  return (
    <div className="flex flex-col gap-5">
      {isLive(run) ? (
        <RunLive run={run} experiment={experiment} />
      ) : (
        <Card>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <span className="text-[0.8125rem] text-muted-foreground">{runWork(run, experiment)}</span>
            <StatusBadge run={run} />
          </div>
          {verdict && <Verdict verdict={verdict} as="h2" />}
          <div className="mt-4 flex flex-col gap-3 empty:hidden">
            <RunState run={run} experiment={undefined} />
          </div>
          <div className="mt-4 flex flex-wrap gap-2">
            <Button asChild size="sm" variant="primary">
              <Link plain href={`/runs/${run.id}`}>
                Open this run
              </Link>
            </Button>
            <Button size="sm" variant="ghost" onClick={onDismiss}>
              Put away
            </Button>
          </div>
        </Card>
      )}
      {run.result && hasSamples && (
        <MetricPlot
          result={run.result}
          experiment={experiment}
          title={isLive(run) ? 'So far' : 'Result'}
          note={isLive(run) ? 'Intervals narrow as rounds arrive.' : undefined}
        />
      )}
    </div>
  );
};
