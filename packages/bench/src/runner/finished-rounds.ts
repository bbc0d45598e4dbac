import type { Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { BenchError } from '../errors/bench-error.ts';

export interface Resumed {
  readonly samples: readonly Sample[];
  /** The first round that still has to run. */
  readonly round: number;
  /** Its attempt; more than 1 when it had begun. */
  readonly attempt: number;
  /** The round and attempt that was cut off in the middle, whose samples become `rejected`. */
  readonly interrupted: { readonly round: number; readonly attempt: number } | undefined;
}

const errorsToGiveUp = 2;

/** Variants that have failed twice: a third time would only cost time. */
export const givenUp = (samples: readonly Sample[]): ReadonlySet<string> => {
  const errors = new Map<string, number>();
  for (const { variant, status } of samples)
    if (status === 'error') errors.set(variant, (errors.get(variant) ?? 0) + 1);
  return new Set([...errors].filter(([, count]) => count >= errorsToGiveUp).map(([variant]) => variant));
};

export const latestAttempt = (samples: readonly Sample[]): number =>
  Math.max(0, ...samples.map(({ attempt }) => attempt));

/**
 * Where an interrupted run goes on: after its last finished round. A round is finished when its last attempt holds a sample
 * of every variant; what a cut-off round has measured is kept as `rejected` and the round runs again.
 *
 * @throws BenchError `bad-input` when the code, the data or the plan is no longer the same: such rounds must not be mixed.
 */
export const finishedRounds = (
  stored: { readonly header: RunHeader; readonly samples: readonly Sample[] },
  current: RunHeader,
): Resumed => {
  const planOf = ({ experiment, plan }: RunHeader) =>
    JSON.stringify([
      ...[experiment.version, experiment.dataset.name, experiment.dataset.rows, experiment.dataset.description],
      ...[plan.workload, plan.variants, plan.rounds, plan.seed, plan.command],
    ]);
  if (planOf(stored.header) !== planOf(current))
    throw new BenchError('bad-input', {
      problem:
        'The benchmark has changed since this run was interrupted, so its rounds cannot be continued; start a new run.',
    });
  for (let round = 0; ; round++) {
    const ofRound = stored.samples.filter((sample) => sample.round === round);
    const attempt = latestAttempt(ofRound);
    const last = ofRound.filter((sample) => sample.attempt === attempt && sample.status !== 'rejected');
    // As it was when that attempt began: errors of the attempts before it count.
    const before = (sample: Sample) => sample.round < round || (sample.round === round && sample.attempt < attempt);
    const gone = givenUp(stored.samples.filter(before));
    const complete = current.plan.variants.every((id) => gone.has(id) || last.some(({ variant }) => variant === id));
    if (last.length > 0 && complete && round <= current.plan.rounds) continue;
    const interrupted = last.length > 0 ? { round, attempt } : undefined;
    return { samples: stored.samples, round, attempt: attempt + 1, interrupted };
  }
};
