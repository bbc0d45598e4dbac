'use client';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { ConfirmDialog } from '@lab/ui/confirm-dialog';
import { Notice } from '@lab/ui/notice';
import { toast } from '@lab/ui/toaster';
import { useReplacePage } from '@lab/ui/use-replace-page';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RunPageView } from '../contract.ts';
import { useExperiment } from './experiments-provider.tsx';
import { runTitle } from './run-title.ts';
import { useRuns } from './use-runs.ts';

/** Deletes a run that has ended, after a question. Its page is left before its queries are asked again: it has nothing to show. */
export const DeleteRun = ({ run }: { readonly run: RunPageView }) => {
  const runs = useRuns();
  const queries = useQueryClient();
  const leaveTo = useReplacePage();
  const experiment = useExperiment(run.experiment);
  const [open, setOpen] = useState(false);
  const remove = useMutation(
    runs.remove.mutationOptions({
      onSuccess: () => {
        toast.success('The run was deleted.');
        leaveTo('/runs');
        void queries.invalidateQueries(runs.list.pathFilter());
        void queries.invalidateQueries(runs.latest.pathFilter());
      },
    }),
  );
  const samples = run.result?.samples.length ?? 0;
  return (
    <Card>
      <CardHeader
        title="Delete this run"
        note="for good, with its samples"
        actions={
          <ConfirmDialog
            title="Delete this run?"
            confirm="Delete run"
            pending={remove.isPending || remove.isSuccess}
            open={open}
            onOpenChange={(next) => {
              setOpen(next);
              remove.reset();
            }}
            onConfirm={() => remove.mutate({ id: run.id })}
            problem={
              remove.error && (
                <Notice tone="bad">
                  {remove.error.data
                    ? remove.error.message
                    : 'The server does not answer; the run is still there. Try again.'}
                </Notice>
              )
            }
            trigger={
              <Button size="sm" variant="danger">
                <Trash2 aria-hidden />
                Delete run
              </Button>
            }
          >
            <p className="font-medium text-foreground">{runTitle(run, experiment)}</p>
            <p className="mt-1.5">
              This cannot be undone: {samples > 0 && `its ${samples} samples are gone and `}links to it lead to nothing.
              {samples > 0 && ' Download what you want to keep first.'}
            </p>
          </ConfirmDialog>
        }
        className="mb-0"
      />
    </Card>
  );
};
