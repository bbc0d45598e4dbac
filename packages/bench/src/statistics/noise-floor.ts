import type { Comparison, Sample } from '../contract/result.ts';
import { busyRounds, shortestSeconds } from './noise-rules.ts';
import { analysed } from './paired-log-ratios.ts';

/** Smallest relative difference that counts where nothing else is known. */
export const usualTau = 0.05;

/** A machine that needs more than this cannot settle anything: such a floor would call a factor of two nothing. */
export const highestFloor = 0.25;

export interface NoiseFloor {
  readonly tau: number;
  /** Why no later run may use it; undefined when it may. */
  readonly refused: string | undefined;
  /** False when what was measured is not the machine at rest; a floor that is only too high is true and worth telling. */
  readonly trusted: boolean;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Rounded up to what a command line shows, so that a repeated command has the very same threshold. */
const roundedUp = (tau: number): number => Math.ceil(Number((tau * 1e4).toFixed(6))) / 1e4;

/**
 * The threshold that an A/A run on this machine asks for: twice the half-width of its interval, and never less than 5 %.
 * Undefined without an interval, for then noise was not measured. Refused when what was measured is not the machine at
 * rest (a busy round, samples too short), and when it is more than {@link highestFloor}.
 */
export const noiseFloorOf = (
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
): NoiseFloor | undefined => {
  const interval = comparisons.find(({ headline }) => headline)?.ci;
  if (!interval) return undefined;
  const tau = roundedUp(Math.max(usualTau, interval[1] / interval[0] - 1));
  if (busyRounds(samples).length > 0) return { tau, refused: 'the machine was busy', trusted: false };
  if (busyRounds(samples, 'generator').length > 0)
    return { tau, refused: 'the load generator was at its limit', trusted: false };
  if (analysed(samples).some(({ metrics }) => (metrics.seconds ?? 0) < shortestSeconds))
    return { tau, refused: `samples were shorter than ${shortestSeconds * 1000} ms`, trusted: false };
  return { tau, refused: tau > highestFloor ? `it is above ${percent(highestFloor)}` : undefined, trusted: true };
};
