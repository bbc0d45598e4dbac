import { type BenchResult, summariseMetric } from '@lab/bench';
import { variantLook } from '@lab/runs/ui';
import type { SpreadMark, SpreadRow } from '@lab/ui/spread-plot';
import { customerSearch } from '../../contract.ts';

/** One row a variant that has any latency, the lowest median first. */
export const latencyRows = (result: BenchResult): SpreadRow[] => {
  const markOf = (variant: string, metric: string): SpreadMark | null => {
    const summary = summariseMetric(result, variant, metric);
    return summary ? { value: summary.median, interval: summary.interval } : null;
  };
  const rows = result.plan.variants.map((id) => ({
    id,
    label: result.variants.find((variant) => variant.id === id)?.label ?? id,
    ...variantLook(customerSearch, result.variants, id),
    marks: [markOf(id, 'latency_p50_ms'), markOf(id, 'latency_p95_ms'), markOf(id, 'latency_p99_ms')] as const,
  }));
  const first = ({ marks }: SpreadRow) => marks.find((mark) => mark !== null)?.value ?? Number.POSITIVE_INFINITY;
  return rows.filter(({ marks }) => marks.some((mark) => mark !== null)).toSorted((a, b) => first(a) - first(b));
};
