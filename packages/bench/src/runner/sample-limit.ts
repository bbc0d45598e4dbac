/** Nothing that is worth comparing takes longer on few rows. */
const leastSeconds = 600;
/** Slower than one committed statement a row, which no variant without a cap on its rows is. */
const secondsPerRow = 0.002;
/** A sample this many times longer than the longest of its variant does not come back. */
const timesLongest = 20;
/** A timer of Node holds no more; a longer one would fire at once. */
const mostSeconds = (2 ** 31 - 1) / 1000;

/**
 * Seconds after which a sample that has not answered is taken to hang: generous, because ending one that works costs its
 * round, and waiting costs only time.
 *
 * @param earlier seconds of the variant's samples so far
 */
export const sampleLimit = (rows: number, earlier: readonly number[]): number =>
  Math.min(mostSeconds, Math.max(leastSeconds, rows * secondsPerRow, timesLongest * Math.max(0, ...earlier)));
