import type { ExperimentContract } from '@lab/bench';

/** The fewest that give an interval. */
const rounds = 6;

/**
 * The form for a first run. Its rows are the experiment's default: fewer would give samples too short to measure, and a first
 * verdict that begins with a warning.
 */
export const firstRunHref = ({ slug }: Pick<ExperimentContract, 'slug'>): string =>
  `/experiments/${slug}?${new URLSearchParams({ tab: 'run', rounds: String(rounds) })}`;
