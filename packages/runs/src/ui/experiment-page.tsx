'use client';
import type { BenchResult, ExperimentContract } from '@lab/bench';
import { Page } from '@lab/ui/page';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@lab/ui/tabs';
import { useUrlState } from '@lab/ui/url-state';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import { ExperimentResults } from './experiment-results.tsx';
import { ExperimentRun } from './experiment-run.tsx';
import { StatusBadge } from './status-badge.tsx';
import { useRuns } from './use-runs.ts';

interface ExperimentPageProps {
  readonly experiment: ExperimentContract;
  /** Why it matters: three sentences under the question. */
  readonly summary: string;
  /** The part *Question*. */
  readonly question: ReactNode;
  /** The part *Try it*: the live feature, under its own name. */
  readonly tryIt: { readonly label: string; readonly content: ReactNode };
  /** What the part *Results* has beside the plots that every experiment has. */
  readonly results?: ComponentType<{ readonly result: BenchResult }>;
}

const parts = ['question', 'try', 'run', 'results'];

/** Every experiment has the same four parts in the same order; which one is shown is in the URL. */
export const ExperimentPage = ({ experiment, summary, question, tryIt, results }: ExperimentPageProps) => {
  const runs = useRuns();
  const [tab, setTab] = useUrlState('tab', 'question', parts);
  const recent = useQuery(runs.list.queryOptions({ experiment: experiment.slug, limit: 20 }));
  const live =
    recent.data?.items.find(({ status }) => status === 'running') ??
    recent.data?.items.find(({ status }) => status === 'queued');
  return (
    <Page
      crumbs={[{ label: 'Experiments', href: '/' }, { label: experiment.title }]}
      chips={live && <StatusBadge run={live} />}
    >
      <h1 className="text-[1.375rem] leading-tight font-semibold tracking-[-0.02em] text-balance">
        {experiment.question}
      </h1>
      <p className="mt-2 max-w-[68ch] text-muted-foreground">{summary}</p>
      <Tabs value={tab} onValueChange={setTab} className="mt-5">
        <TabsList aria-label="Parts of this experiment">
          <TabsTrigger value="question">Question</TabsTrigger>
          <TabsTrigger value="try">{tryIt.label}</TabsTrigger>
          <TabsTrigger value="run">Run</TabsTrigger>
          <TabsTrigger value="results">Results</TabsTrigger>
        </TabsList>
        <TabsContent value="question">{question}</TabsContent>
        <TabsContent value="try">{tryIt.content}</TabsContent>
        <TabsContent value="run">
          <ExperimentRun experiment={experiment} />
        </TabsContent>
        <TabsContent value="results">
          <ExperimentResults experiment={experiment} more={results} />
        </TabsContent>
      </Tabs>
    </Page>
  );
};
