const first = 250;
const longest = 15_000;

/** Pause before the next start: doubles with every failure in a row, up to fifteen seconds. */
export const backoffMs = (failures: number): number => Math.min(longest, first * 2 ** failures);
