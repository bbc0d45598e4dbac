'use client';
import type { BenchResult } from '@lab/bench';
import { useRuns } from '@lab/runs/ui';
import { useQueries, useQuery } from '@tanstack/react-query';
import { offeredRate } from './throughput-points.ts';

const most = 8;

/** The work of a run without the rate at which it was asked for. */
const workOf = (workload: string, params: Readonly<Record<string, unknown>>): string => {
  const { rate: _, seconds: __, ...rest } = params;
  return JSON.stringify([workload, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
};

/** Results of the latest runs that did the same work at another rate; none while they are read. */
export const useOtherRates = (result: BenchResult): readonly BenchResult[] => {
  const runs = useRuns();
  const wanted = offeredRate(result) !== undefined;
  const list = useQuery({
    ...runs.list.queryOptions({ experiment: result.experiment.id, limit: 100 }),
    enabled: wanted,
  });
  const work = workOf(result.plan.workload, result.experiment.params);
  const ids = (list.data?.items ?? [])
    .filter(({ id, workload, params, status, verdict }) => {
      const ended = status === 'finished' || status === 'cancelled';
      return ended && verdict !== null && id !== result.runId && workOf(workload, params) === work;
    })
    .slice(0, most)
    .map(({ id }) => id);
  const others = useQueries({ queries: wanted ? ids.map((id) => runs.get.queryOptions({ id })) : [] });
  return others.flatMap(({ data }) => (data?.result ? [data.result] : []));
};
