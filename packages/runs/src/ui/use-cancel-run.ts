'use client';
import { toast } from '@lab/ui/toaster';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRuns } from './use-runs.ts';

/** Asks the worker, wherever it runs, to stop after keeping what is finished. */
export const useCancelRun = () => {
  const runs = useRuns();
  const queries = useQueryClient();
  return useMutation(
    runs.cancel.mutationOptions({
      onError: (error) => toast.error(error.message),
      // Also after an error: "already ended" means that what we show is old.
      onSettled: () => queries.invalidateQueries(runs.pathFilter()),
    }),
  );
};
