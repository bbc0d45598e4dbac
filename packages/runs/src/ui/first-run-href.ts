import type { ExperimentContract } from '@lab/bench';

const fewRows = 5000;
/** The fewest that give an interval. */
const rounds = 6;

/** The form for a first run: few rows where the experiment counts in rows, so that a verdict is there soon. */
export const firstRunHref = ({ slug, parameters }: Pick<ExperimentContract, 'slug' | 'parameters'>): string => {
  const search = new URLSearchParams({ tab: 'run', rounds: String(rounds) });
  if ('rows' in parameters.shape) search.set('p.rows', String(fewRows));
  return `/experiments/${slug}?${search}`;
};
