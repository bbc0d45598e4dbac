import type { ExperimentContract } from '@lab/bench';
import { runAgainHref } from './run-again-href.ts';

/** The form, filled with the first run that the experiment proposes. */
export const firstRunHref = ({ slug, firstRun }: Pick<ExperimentContract, 'slug' | 'firstRun'>): string =>
  runAgainHref({ experiment: slug, ...firstRun, variants: [...firstRun.variants], params: { ...firstRun.params } });
