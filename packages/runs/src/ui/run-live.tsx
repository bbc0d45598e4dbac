'use client';
import { type ExperimentContract, formatCount, type Progress } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { Link } from '@lab/ui/link';
import { ProgressBar } from '@lab/ui/progress-bar';
import { Skeleton } from '@lab/ui/skeleton';
import { Tape } from '@lab/ui/tape';
import type { RunsAhead, RunView } from '../contract.ts';
import { useExperiment } from './experiments-provider.tsx';
import { formatDuration } from './format-duration.ts';
import { runTitle, runWork } from './run-title.ts';
import { tapeRounds } from './tape-rounds.ts';
import { useCancelRun } from './use-cancel-run.ts';

/** Shares of the whole: finished samples and the part of the current one. */
const shareDone = ({ samplesDone, samplesTotal, current }: Progress): number | null => {
  if (samplesTotal === 0) return null;
  const part = current && current.total > 0 ? Math.min(1, current.done / current.total) : 0;
  return (samplesDone + part) / samplesTotal;
};

/** The runner counts from where it went on; the run itself has been going since its first start. */
const clock = ({ progress, secondsSinceStart, silent }: RunView): string => {
  if (secondsSinceStart === null) return '';
  const gone = `${formatDuration(secondsSinceStart)} since the start`;
  const left = silent ? null : (progress?.etaSeconds ?? null);
  return left === null ? gone : `${gone}, about ${formatDuration(left)} left`;
};

const doing = (run: RunView, experiment: ExperimentContract | undefined): string => {
  const { progress } = run;
  if (run.cancelRequestedAt) return 'Stopping; what is finished is kept.';
  if (run.silent)
    return run.reason === 'cli' || run.reason === 'ci'
      ? 'The command line that measured it was lost; the run ends with its finished rounds when its lease does.'
      : 'The worker was lost; the run continues when its lease ends.';
  if (run.status === 'queued') {
    if (!run.ahead) return 'Queued: a worker takes it as soon as one is free.';
    return run.ahead.count === 1
      ? 'Queued: one run is ahead of it,'
      : `Queued: ${run.ahead.count} runs are ahead of it, the first is`;
  }
  if (!progress) return 'A worker has taken it and starts the measuring process.';
  if (progress.current) {
    const { variant, done, total, unit } = progress.current;
    const variants = [...(run.result?.variants ?? []), ...(experiment?.workloads.flatMap((w) => w.variants) ?? [])];
    const label = variants.find(({ id }) => id === variant)?.label ?? variant;
    return total > 0 ? `${label}: ${formatCount(done)} of ${formatCount(total)} ${unit}` : label;
  }
  if (progress.note) return progress.note;
  if (progress.phase === 'waiting') return 'Waiting for another run on this machine to end.';
  return progress.phase === 'finishing' ? 'Finishing.' : 'Preparing.';
};

interface RunLiveProps {
  readonly run: RunView;
  readonly experiment: ExperimentContract | undefined;
}

const AheadLink = ({ next }: { readonly next: RunsAhead['next'] }) => {
  const experiment = useExperiment(next.experiment);
  return (
    <>
      {' '}
      <Link href={`/runs/${next.id}`}>{runTitle(next, experiment)}</Link>.
    </>
  );
};

/** A run that is queued or under way: tape, progress, time left, cancel. Everything in it is read from the row. */
export const RunLive = ({ run, experiment }: RunLiveProps) => {
  const cancel = useCancelRun();
  const { progress } = run;
  const variants = run.result?.plan.variants.length ?? run.variants.length;
  const cancelling = cancel.isPending || run.cancelRequestedAt !== null;
  // What a lost worker was at when it was lost does not run any more.
  const rounds = tapeRounds({ ...run, progress: run.silent ? null : progress, ended: false }, experiment);
  const redone = progress?.redone ?? 0;
  return (
    <Card aria-live="off">
      <CardHeader
        title={`${runWork(run, experiment)}, ${variants} ${variants === 1 ? 'variant' : 'variants'}`}
        note={clock(run)}
        actions={
          <Button size="sm" pending={cancelling} onClick={() => cancel.mutate({ id: run.id })}>
            {run.status === 'queued' ? 'Cancel' : 'Cancel, keep finished rounds'}
          </Button>
        }
      />
      <Tape
        label={
          progress
            ? `${progress.samplesDone} of ${progress.samplesTotal} samples done, round ${progress.round} of ${progress.rounds}`
            : 'No sample yet'
        }
        rounds={rounds}
      />
      <ProgressBar label="Progress of the run" value={progress ? shareDone(progress) : 0} className="mt-2.5" />
      <div className="mt-2.5 flex flex-wrap gap-x-[18px] gap-y-0.5 text-[0.8125rem] text-muted-foreground">
        <span className="min-w-0 break-words text-foreground" data-testid="run-note">
          {doing(run, experiment)}
          {run.ahead && !run.cancelRequestedAt && <AheadLink next={run.ahead.next} />}
        </span>
        <span>One sample at a time, order turned every round</span>
        {redone > 0 && (
          <span>
            {redone} {redone === 1 ? 'round' : 'rounds'} redone: the machine was busy with something else
          </span>
        )}
      </div>
    </Card>
  );
};

export const RunLiveSkeleton = () => (
  <Card>
    <div className="mb-4 flex justify-between gap-4">
      <Skeleton className="h-6 w-64" />
      <Skeleton className="h-8 w-48" />
    </div>
    <Skeleton className="h-[1.375rem] w-full" />
    <Skeleton className="mt-7 h-1.5 w-full" />
    <Skeleton className="mt-3 h-4 w-80 max-w-full" />
  </Card>
);
