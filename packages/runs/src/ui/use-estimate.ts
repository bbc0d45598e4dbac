'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunEstimate, StartRun } from '../contract.ts';
import { formatDuration } from './format-duration.ts';
import { useRuns } from './use-runs.ts';

/** The value once it has stopped changing for a moment: typing asks no questions. */
const useSettled = <T>(value: T, ms: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};

const estimateWords = (estimate: RunEstimate | undefined): string => {
  if (!estimate?.basedOn) return 'No earlier run to judge the time by.';
  if (estimate.seconds === null) return 'No earlier run had all of these variants, so its time is not known.';
  const basis = estimate.basedOn.sameParameters ? 'as an equal run took' : 'judging by an earlier run';
  return `About ${formatDuration(estimate.seconds)}, ${basis}.`;
};

/** About how long the run would take, in words; null while it is not known or need not be. */
export const useEstimate = (request: StartRun | undefined): string | null => {
  const runs = useRuns();
  // Compared by content: a new object for the same form is no new question.
  const settled = useSettled(request ? JSON.stringify(request) : '', 400);
  const asked = settled && request && JSON.stringify(request) === settled ? request : undefined;
  const query = useQuery({
    ...runs.estimate.queryOptions(asked ?? { experiment: '', workload: '', rounds: 1, params: {} }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  // An estimate that cannot be had is no reason not to start.
  if (!request || query.error) return null;
  return query.data ? estimateWords(query.data) : null;
};
