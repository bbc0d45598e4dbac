import type { BenchResult, RunHeader } from '@lab/bench';

/** The part of a result that is stored as the run's header; the rest is computed from the samples. */
export const headerOf = (result: BenchResult): RunHeader => {
  const { samples: _, comparisons: __, verdict: ___, finishedAt: ____, status: _____, ...header } = result;
  return header;
};
