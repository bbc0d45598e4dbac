import { type BenchResult, type ExperimentContract, formatCount, pairsForInterval } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { ErrorState } from '@lab/ui/error-state';
import { Link } from '@lab/ui/link';
import { Notice } from '@lab/ui/notice';
import type { RunView } from '../contract.ts';
import { runAgainHref } from './run-again-href.ts';

/** The form filled as it was; with the rounds that an interval needs where the run had fewer. */
export const RunAgain = ({ run }: { readonly run: RunView }) => (
  <Button asChild size="sm">
    <Link
      plain
      href={runAgainHref(run, Math.max(run.rounds, run.result ? pairsForInterval(run.result.plan.alpha) : 0))}
    >
      Set up again
    </Link>
  </Button>
);

/**
 * Rounds in which every variant has a valid sample: one that was cut off or failed does not count. A variant that failed is
 * left out of the rounds after it, so they are whole without it.
 */
const wholeRounds = (result: BenchResult | null): number => {
  if (!result) return 0;
  const measured = result.samples.filter(({ phase, status }) => phase === 'measure' && status !== 'rejected');
  const rounds = [...new Set(measured.map(({ round }) => round))];
  const expected = (round: number) =>
    result.plan.variants.filter(
      (id) => !measured.some((sample) => sample.variant === id && sample.status === 'error' && sample.round < round),
    );
  return rounds.filter((round) =>
    expected(round).every((id) =>
      measured.some((sample) => sample.variant === id && sample.round === round && sample.status === 'ok'),
    ),
  ).length;
};

const oneFailed = / [^.]+? failed in \d+ of \d+ samples: /;

/**
 * The verdict beside `RunState`, which itself tells how far a cancelled run came and why one failed; null where nothing was compared for
 * that reason.
 */
export const verdictOf = ({ status, verdict }: Pick<RunView, 'status' | 'verdict'>): string | null => {
  // Why the run failed stands in its own box; where several variants failed the sentence names them all.
  if (status === 'failed' && verdict?.split(oneFailed).length === 2) return verdict.split(oneFailed)[0] ?? null;
  if (status !== 'cancelled' || verdict === null) return verdict;
  if (verdict.startsWith('No round was finished')) return null;
  return verdict.replace(/ Stopped after [\d,]+ of [\d,]+ rounds?\./, '');
};

/** The same once more: the round in which the run was cancelled. */
const cancelledRound = /^Round \d+ is left out: cancelled in the middle of the round\.$/;

/** The first entry is its first start; while it is under way the last two say how it stands. */
const interruption = ({ finishedAt, history }: RunView): string =>
  finishedAt
    ? 'This run was interrupted; under “What happened” stands when and how it ended.'
    : history
        .slice(1)
        .slice(-2)
        .map(({ text }) => text.charAt(0).toUpperCase() + text.slice(1))
        .join(' ');

interface RunStateProps {
  readonly run: RunView;
  readonly experiment: ExperimentContract | undefined;
}

/** What a reader must know before the numbers: cancelled, failed, partial, noted. */
export const RunState = ({ run, experiment }: RunStateProps) => {
  const notes = (run.result?.notes ?? []).filter((note) => run.status !== 'cancelled' || !cancelledRound.test(note));
  const rounds = wholeRounds(run.result);
  const kept = `${formatCount(rounds)} of ${formatCount(run.rounds)} rounds`;
  return (
    <>
      {run.status === 'failed' && (
        <ErrorState title="This run failed" {...(experiment ? { action: <RunAgain run={run} /> } : {})}>
          <p>{run.error ?? 'The measuring process ended without saying why.'}</p>
          {rounds > 0 && <p className="mt-1">{kept} can be compared; they are shown below.</p>}
        </ErrorState>
      )}
      {run.status === 'cancelled' && (
        <Notice tone="warn" {...(experiment ? { action: <RunAgain run={run} /> } : {})}>
          {rounds > 0
            ? `Cancelled: ${kept} were finished and are kept. Fewer rounds make wider intervals.`
            : 'Cancelled before a round was finished, so there is nothing to compare.'}
        </Notice>
      )}
      {run.history.length > 1 && <Notice tone="info">{interruption(run)}</Notice>}
      {notes.length > 0 && (
        <Notice tone="info">
          {notes.length === 1 ? (
            notes[0]
          ) : (
            <ul className="flex flex-col gap-1">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </>
  );
};
