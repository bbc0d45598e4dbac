/**
 * The threshold that an A/A run on this machine asks for: twice the half-width of its interval, and never less than 5 %.
 * Without an interval there is no measurement of noise, and 5 % stays.
 */
export const tauFromNoise = (ci: readonly [number, number] | null): number =>
  ci === null ? 0.05 : Math.max(0.05, ci[1] / ci[0] - 1);
