import { analysed, type BenchResult, type Metric, median, pairedLogRatios } from '@lab/bench';
import { variantLook } from '@lab/runs/ui';
import type { PlotRow } from '@lab/ui/interval-plot';
import { optimizations } from '../../contract/optimizations.ts';
import { customerSearch } from '../../contract.ts';
import { optimizationWords } from '../optimization-words.ts';

const full = 'optimized';

/** Variants of a run that lack one optimisation each. */
export const ablated = ({ plan }: Pick<BenchResult, 'plan'>): readonly string[] =>
  plan.variants.filter((id) => id.startsWith('without-'));

const labelOf = (id: string): string => {
  const known = optimizations.find((optimization) => id === `without-${optimization}`);
  return known ? `Without ${optimizationWords[known].label}` : id;
};

/**
 * How many times worse the optimised API is without each of its optimisations, the greatest loss first, then the whole of it as 1.
 * Ratios are those of the rounds; their interval is that of the run's own comparison, where it made one.
 */
export const ablationRows = (result: BenchResult, metric: Pick<Metric, 'id' | 'unit' | 'better'>): PlotRow[] => {
  const samples = analysed(result.samples);
  const rows = ablated(result).map((id): PlotRow => {
    // Worse, so the other way round than a comparison says it.
    const logs = pairedLogRatios(samples, id, full, metric).map((better) => -better);
    const ci = result.comparisons.find(({ a, b, metric: of }) => a === id && b === full && of === metric.id)?.ci;

    return {
      id,
      label: labelOf(id),
      ...variantLook(customerSearch, result.variants, id),
      samples: logs.map(Math.exp),
      median: logs.length > 0 ? Math.exp(median(logs)) : null,
      interval: ci ? [1 / ci[1], 1 / ci[0]] : null,
    };
  });
  const whole: PlotRow = {
    id: full,
    label: 'All of them',
    ...variantLook(customerSearch, result.variants, full),
    samples: [],
    median: 1,
    interval: null,
  };
  return [...rows.toSorted((a, b) => (b.median ?? 0) - (a.median ?? 0)), whole];
};
