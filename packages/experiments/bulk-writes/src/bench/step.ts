import type { BenchContext } from '@lab/bench';
import type { Parameters } from '../contract/parameters.ts';

/** What every step gets. */
export type Step = BenchContext<Parameters>;

/** The measuring database is the runner's own, so the tables may have their usual schema. */
export const schema = 'public';
