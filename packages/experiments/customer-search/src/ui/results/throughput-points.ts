import { type BenchResult, summariseMetric } from '@lab/bench';
import { variantLook } from '@lab/runs/ui';
import type { RateSeries } from '@lab/ui/rate-plot';
import { customerSearch } from '../../contract.ts';

/** Requests a second that were due; undefined where the load was not on a schedule of one rate. */
export const offeredRate = ({
  experiment: { params },
  plan,
}: Pick<BenchResult, 'experiment' | 'plan'>): number | undefined =>
  plan.workload !== 'scenario' && (params.load ?? 'open') === 'open' && typeof params.rate === 'number'
    ? params.rate
    : undefined;

/** Answered against offered rate of each variant, over runs of the same work at different rates. Of two runs at one rate the first counts. */
export const throughputSeries = (results: readonly BenchResult[]): RateSeries[] => {
  const ids = [...new Set(results.flatMap(({ plan }) => plan.variants))];
  return ids.flatMap((id) => {
    const points = new Map<number, RateSeries['points'][number]>();
    for (const result of results) {
      const x = offeredRate(result);
      const summary = summariseMetric(result, id, 'requests_per_second');
      if (x !== undefined && summary && !points.has(x))
        points.set(x, { x, y: summary.median, interval: summary.interval });
    }
    if (points.size === 0) return [];
    const variants = results.flatMap((result) => result.variants);
    return [
      { id, ...variantLook(customerSearch, variants, id), points: [...points.values()].toSorted((a, b) => a.x - b.x) },
    ];
  });
};
