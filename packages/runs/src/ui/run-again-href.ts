import type { RunSummary } from '../contract.ts';

/** The experiment's form, filled as this run was, with other rounds where they are given. */
export const runAgainHref = (
  run: Pick<RunSummary, 'experiment' | 'workload' | 'rounds' | 'variants' | 'params'>,
  rounds = run.rounds,
): string => {
  const search = new URLSearchParams({ tab: 'run', workload: run.workload, rounds: String(rounds) });
  search.set('variants', run.variants.join(','));
  for (const [name, value] of Object.entries(run.params)) {
    if (value !== null && value !== undefined) search.set(`p.${name}`, String(value));
  }
  return `/experiments/${run.experiment}?${search}`;
};
