import type { BenchContext, MeasureContext } from '@lab/bench';
import type { Parameters } from '../contract/parameters.ts';

/** What every step gets. */
export type Step = BenchContext<Parameters>;
export type MeasureStep = MeasureContext<Parameters>;
