import type { Sample } from '../contract/result.ts';

/**
 * Takes the times of one attempt at a round out of the analysis. An error stays an error: a busy machine excuses a time that
 * cannot be trusted, never a wrong result.
 */
export const rejectRound = (
  samples: readonly Sample[],
  { round, attempt, reason }: { readonly round: number; readonly attempt: number; readonly reason: string },
): Sample[] =>
  samples.map((sample) =>
    sample.round === round && sample.attempt === attempt && sample.status === 'ok'
      ? { ...sample, status: 'rejected', rejectReason: reason }
      : sample,
  );
