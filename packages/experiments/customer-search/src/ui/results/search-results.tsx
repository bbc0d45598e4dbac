'use client';
import type { BenchResult } from '@lab/bench';
import { AblationPlot } from './ablation-plot.tsx';
import { CacheTable } from './cache-table.tsx';
import { LatencyPlot } from './latency-plot.tsx';
import { ThroughputPlot } from './throughput-plot.tsx';
import { useOtherRates } from './use-other-rates.ts';

/** What the part *Results* shows of this experiment beside what it shows of any. */
export const SearchResults = ({ result }: { readonly result: BenchResult }) => {
  const others = useOtherRates(result);
  return (
    <>
      <LatencyPlot result={result} />
      <ThroughputPlot results={[result, ...others]} />
      <AblationPlot result={result} />
      <CacheTable result={result} />
    </>
  );
};
