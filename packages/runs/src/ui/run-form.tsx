'use client';
import { type ExperimentContract, pairsForInterval } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { Field } from '@lab/ui/field';
import { Notice } from '@lab/ui/notice';
import { NumberInput } from '@lab/ui/number-input';
import { Segmented } from '@lab/ui/segmented';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { toast } from '@lab/ui/toaster';
import { useHydrated } from '@lab/ui/use-hydrated';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { FormParam } from './form-param.tsx';
import { MoreSettings } from './more-settings.tsx';
import { useEstimate } from './use-estimate.ts';
import { useRunForm } from './use-run-form.ts';
import { useRuns } from './use-runs.ts';
import { VariantPicker } from './variant-picker.tsx';

const usualAlpha = 0.05;

interface RunFormProps {
  readonly experiment: ExperimentContract;
  readonly onStarted: (id: string) => void;
}

/** Derived from the experiment's contract: its workloads, its parameters, its variants. */
export const RunForm = ({ experiment, onStarted }: RunFormProps) => {
  const [first] = experiment.workloads;
  const hydrated = useHydrated();
  if (!first) return null;
  if (!hydrated) return <RunFormSkeleton />;
  return <FilledForm experiment={experiment} onStarted={onStarted} first={first} />;
};

const FilledForm = ({
  experiment,
  onStarted,
  first,
}: RunFormProps & { readonly first: ExperimentContract['workloads'][number] }) => {
  const runs = useRuns();
  const queries = useQueryClient();
  const form = useRunForm(experiment, first);
  const estimate = useEstimate(form.request);
  const starting = useRef(false);
  const start = useMutation(
    runs.start.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries(runs.pathFilter());
        onStarted(id);
      },
      onError: (error) =>
        toast.error(error.data ? error.message : 'The server does not answer; the run was not started. Try again.'),
      onSettled: () => {
        starting.current = false;
      },
    }),
  );
  const pairs = pairsForInterval(usualAlpha);
  return (
    <Card aria-labelledby="next-run">
      <form
        noValidate
        // What takes the focus must not lie under the bar with the button.
        className="[&_button]:scroll-mb-24 [&_input]:scroll-mb-24"
        onSubmit={(event) => {
          event.preventDefault();
          // A second submit may come before `isPending` is drawn: only a ref knows of the first.
          if (!form.request || starting.current) return;
          starting.current = true;
          start.mutate(form.request);
        }}
      >
        <CardHeader id="next-run" title="Next run" />
        {form.linkNotes.length > 0 && (
          <Notice tone="warn" className="mb-5">
            {form.linkNotes.join(' ')}
          </Notice>
        )}
        {experiment.workloads.length > 1 && (
          <div className="mb-5">
            <p className="mb-1.5 text-[0.8125rem] font-medium">Workload</p>
            <Segmented
              label="Workload"
              value={form.workloadId}
              onValueChange={form.setWorkload}
              options={experiment.workloads.map(({ id, label }) => ({ value: id, label }))}
            />
            {form.errors.workload ? (
              <p role="alert" className="mt-1.5 text-[0.8125rem] text-bad">
                {form.errors.workload}
              </p>
            ) : (
              <p className="mt-1.5 text-[0.8125rem] text-muted-foreground">{form.workload.description}</p>
            )}
          </div>
        )}
        <div className="mb-6 grid gap-x-5 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {form.fields
            .filter(({ more }) => !more)
            .map((field) => (
              <FormParam key={field.name} form={form} field={field} />
            ))}
          <Field
            label="Rounds"
            error={form.errors.rounds}
            hint={`Each variant once a round, after one warm-up. From ${pairs} on the result has a 95 % interval.`}
          >
            {(control) => (
              <NumberInput
                {...control}
                name="rounds"
                placeholder={String(form.plannedRounds)}
                value={form.rounds}
                onValueChange={form.setRounds}
              />
            )}
          </Field>
        </div>
        <MoreSettings form={form} />
        <VariantPicker
          experiment={experiment}
          workload={form.workload}
          chosen={form.variants}
          error={form.errors.variants}
          warning={form.variantsWarning}
          onChange={form.setVariants}
        />
        {/* In sight however long the form is, so that a filled one is a click from its start. */}
        <div className="sticky bottom-0 z-10 -mx-4 mt-5 -mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-b-[10px] border-t bg-card px-4 py-3 sm:-mx-[1.375rem] sm:-mb-5 sm:px-[1.375rem]">
          <Button
            type="submit"
            variant="primary"
            pending={start.isPending}
            disabled={!form.request}
            onClick={(event) => {
              // The answer may be there before the second click of a double-click: that one never starts a run.
              if (event.detail > 1) event.preventDefault();
            }}
          >
            Start run
          </Button>
          <p className="text-[0.8125rem] text-muted-foreground" aria-live="polite">
            {form.wrong.length > 0
              ? `To start, mend ${form.wrong.join(', ')}.`
              : [form.variantsWarning, estimate].filter(Boolean).join(' ')}
          </p>
        </div>
      </form>
    </Card>
  );
};

const RunFormSkeleton = () => (
  <Loading label="The form is being read">
    <Card>
      <Skeleton className="mb-6 h-6 w-28" />
      <Skeleton className="mb-8 h-7 w-60" />
      <div className="mb-6 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {[0, 1, 2, 3, 4, 5].map((field) => (
          <div key={field}>
            <Skeleton className="mb-2 h-4 w-20" />
            <Skeleton className="h-9 w-full" />
          </div>
        ))}
      </div>
      <Skeleton className="h-80 w-full" />
    </Card>
  </Loading>
);
