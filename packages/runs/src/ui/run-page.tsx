'use client';
import { Badge } from '@lab/ui/badge';
import { EmptyState } from '@lab/ui/empty-state';
import { Page } from '@lab/ui/page';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@lab/ui/tabs';
import { useUrlState } from '@lab/ui/url-state';
import { useTitle } from '@lab/ui/use-title';
import { useQuery } from '@tanstack/react-query';
import type { RunPageView, RunView } from '../contract.ts';
import { CodeCompare } from './code-compare.tsx';
import { DeleteRun } from './delete-run.tsx';
import { EnvironmentView } from './environment-view.tsx';
import { errorCodes } from './error-codes.ts';
import { useExperiment } from './experiments-provider.tsx';
import { MetricPlot } from './metric-plot.tsx';
import { QueryError } from './query-error.tsx';
import { Downloads, ReproduceCard } from './reproduce.tsx';
import { RunHistory } from './run-history.tsx';
import { RunLive } from './run-live.tsx';
import { RunPageSkeleton } from './run-page-skeleton.tsx';
import { RunAgain, RunState, verdictOf } from './run-states.tsx';
import { RunTape } from './run-tape.tsx';
import { runTitle } from './run-title.ts';
import { SamplesTable } from './samples-table.tsx';
import { StatusBadge } from './status-badge.tsx';
import { useRuns } from './use-runs.ts';
import { Verdict } from './verdict.tsx';
import { When } from './when.tsx';
import { WhyTable } from './why-table.tsx';

const isLive = (run: RunView): boolean => run.status === 'queued' || run.status === 'running';

/** One run, whatever its state: the verdict first, then the evidence. */
export const RunPage = ({ id }: { readonly id: string }) => {
  const runs = useRuns();
  const query = useQuery({
    ...runs.get.queryOptions({ id }),
    // The push is a hint, and a worker that was killed sends none: while a run is under way the row is also asked for now and then.
    refetchInterval: ({ state }) => (state.data && isLive(state.data) ? 5_000 : false),
  });
  const experiment = useExperiment(query.data?.experiment ?? '');
  useTitle(query.data && runTitle(query.data, experiment));

  // What was read before somebody deleted it is shown no longer: its samples and downloads are gone.
  const gone = errorCodes(query.error?.data).lab === 'run-not-found';
  if (!query.data || gone) {
    return (
      <Page crumbs={[{ label: 'Runs', href: '/runs' }, { label: `Run ${id.slice(-6)}` }]}>
        {query.error ? (
          <QueryError
            title="This run could not be read"
            error={query.error}
            onRetry={() => query.refetch()}
            retrying={query.isFetching}
          />
        ) : (
          <RunPageSkeleton />
        )}
      </Page>
    );
  }
  const run = query.data;
  const { result } = run;
  return (
    <Page
      crumbs={[{ label: 'Runs', href: '/runs' }, { label: runTitle(run, experiment) }]}
      chips={
        <>
          {result && (
            <>
              <Badge className="hidden sm:inline-flex">
                {result.environment.cores} {result.environment.cores === 1 ? 'core' : 'cores'}
                {result.environment.postgres ? `, PostgreSQL ${result.environment.postgres.version.split(' ')[0]}` : ''}
              </Badge>
              <Badge className="hidden sm:inline-flex">Node {result.environment.node.replace(/^v/, '')}</Badge>
            </>
          )}
          <StatusBadge run={run} />
        </>
      }
    >
      <RunReport run={run} />
    </Page>
  );
};

const heading = (run: RunView, title: string): string => {
  if (run.status === 'queued') return `${title}, queued`;
  if (run.status === 'running') return `${title}, measuring`;
  return title;
};

const parts = ['result', 'code', 'samples', 'environment'];

const RunReport = ({ run }: { readonly run: RunPageView }) => {
  const experiment = useExperiment(run.experiment);
  const [tab, setTab] = useUrlState('tab', 'result', parts);
  const { result } = run;
  const verdict = verdictOf(run);
  const hasSamples = (result?.samples.length ?? 0) > 0;
  const state = <RunState run={run} experiment={experiment} />;
  return (
    <>
      {run.status === 'failed' && <div className="mb-5 flex flex-col gap-5">{state}</div>}
      {verdict && !isLive(run) ? (
        <Verdict verdict={verdict} />
      ) : (
        <h1 className="text-xl leading-[1.3] font-medium tracking-[-0.02em] text-balance sm:text-[1.625rem]">
          {heading(run, runTitle(run, experiment))}
        </h1>
      )}
      <div className="mt-1.5 flex flex-wrap items-center gap-x-[18px] gap-y-1.5 text-[0.8125rem] text-muted-foreground">
        <span>
          {run.finishedAt ? 'Ended ' : run.startedAt ? 'Started ' : 'Asked for '}
          <When at={run.finishedAt ?? run.startedAt ?? run.createdAt} />
        </span>
        <span>
          {{ cli: 'from the command line', page: 'from this site', ci: 'by CI', schedule: 'by a schedule' }[run.reason]}
        </span>
        {result && result.environment.postgres?.server === 'external' && <span>on a shared server</span>}
        {run.status === 'finished' && experiment && <RunAgain run={run} />}
      </div>
      <div className="mt-5 flex flex-col gap-5 empty:hidden">
        {run.status !== 'failed' && state}
        {isLive(run) && <RunLive run={run} experiment={experiment} />}
      </div>
      <Tabs value={tab} onValueChange={setTab} className="mt-5">
        <TabsList aria-label="Parts of this run">
          <TabsTrigger value="result">{isLive(run) ? 'Result so far' : 'Result'}</TabsTrigger>
          <TabsTrigger value="code">Code and SQL</TabsTrigger>
          <TabsTrigger value="samples">Samples</TabsTrigger>
          <TabsTrigger value="environment">Environment</TabsTrigger>
        </TabsList>
        <TabsContent value="result" className="flex flex-col gap-5">
          {result && hasSamples ? (
            <>
              <MetricPlot
                result={result}
                experiment={experiment}
                note={isLive(run) ? 'Intervals narrow as rounds arrive.' : undefined}
              />
              <WhyTable result={result} experiment={experiment} />
              {!isLive(run) && <RunTape run={run} experiment={experiment} />}
            </>
          ) : (
            <NothingYet live={isLive(run)} />
          )}
          <RunHistory run={run} />
          <ReproduceCard command={run.command} />
          {hasSamples && <Downloads id={run.id} />}
          {run.mayDelete && !isLive(run) && <DeleteRun run={run} />}
        </TabsContent>
        <TabsContent value="code">
          {result ? <CodeCompare result={result} experiment={experiment} /> : <NothingYet live={isLive(run)} />}
        </TabsContent>
        <TabsContent value="samples">
          {result ? <SamplesTable result={result} experiment={experiment} /> : <NothingYet live={isLive(run)} />}
        </TabsContent>
        <TabsContent value="environment">
          {result ? <EnvironmentView result={result} experiment={experiment} /> : <NothingYet live={isLive(run)} />}
        </TabsContent>
      </Tabs>
    </>
  );
};

const NothingYet = ({ live }: { readonly live: boolean }) =>
  live ? (
    <EmptyState title="Nothing measured yet">It appears here by itself as soon as the first sample is done.</EmptyState>
  ) : (
    <EmptyState title="Nothing was measured">This run ended before its first sample.</EmptyState>
  );
