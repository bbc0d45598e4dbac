'use client';
import { formatCount } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { Field } from '@lab/ui/field';
import { NumberInput } from '@lab/ui/number-input';
import { Segmented } from '@lab/ui/segmented';
import { Select } from '@lab/ui/select';
import { toast } from '@lab/ui/toaster';
import { useHydrated } from '@lab/ui/use-hydrated';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { importStrategies, type StartImport, startImportSchema } from '../contract.ts';
import { strategyDescription, strategyLabel, workloadLabel } from './strategy-label.ts';
import { UploadScores } from './upload-scores.tsx';
import { useBulkWrites } from './use-bulk-writes.ts';

type Workload = StartImport['workload'];

const workloads = Object.keys(importStrategies).filter((key): key is Workload => key in importStrategies);

const effect: Readonly<Record<Workload, string>> = {
  create: 'Replaces all scores by freshly generated ones; genes that are missing are added, the others stay.',
  update: 'Gives every score that is there a new value.',
  upsert: 'Changes half of the scores that are there and adds as many new ones.',
};

const usual: Readonly<Record<Workload, string>> = {
  create: 'copy-binary',
  update: 'staging-update',
  upsert: 'staging-upsert',
};

/** Starts a background import with generated data, or uploads a file. */
export const ImportForm = ({ filled }: { readonly filled: boolean }) => {
  const bulkWrites = useBulkWrites();
  const queries = useQueryClient();
  const hydrated = useHydrated();
  const [workload, setWorkload] = useState<Workload>('create');
  const [strategy, setStrategy] = useState(usual.create);
  const [genes, setGenes] = useState('300');
  const number = /^\d+$/.test(genes) ? Number(genes) : Number.NaN;
  const request = startImportSchema.safeParse({ genes: number, workload, strategy });
  const genesWrong = !request.success && request.error.issues.some(({ path }) => path[0] === 'genes');
  const start = useMutation(
    bulkWrites.startImport.mutationOptions({
      onSuccess: () => queries.invalidateQueries(bulkWrites.pathFilter()),
      onError: (error) =>
        toast.error(error.data ? error.message : 'The server does not answer; nothing was started. Try again.'),
    }),
  );
  const needsRows = workload !== 'create' && !filled;
  return (
    <Card>
      <CardHeader title="Import genes" note="in the background, all rows or none" />
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (request.success && !start.isPending && !needsRows) start.mutate(request.data);
        }}
      >
        <div>
          <Segmented
            label="What to do"
            value={workload}
            onValueChange={(next) => {
              const known = workloads.find((id) => id === next);
              if (!known) return;
              setWorkload(known);
              setStrategy(usual[known]);
            }}
            options={workloads.map((id) => ({ value: id, label: workloadLabel(id) }))}
          />
          <p className="mt-1.5 text-[0.8125rem] text-muted-foreground">{effect[workload]}</p>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Genes"
            error={genesWrong ? 'A whole number from 2 to 2,000.' : undefined}
            hint={
              genesWrong
                ? undefined
                : `${formatCount(number)} × ${formatCount(number)} = ${formatCount(number ** 2)} scores`
            }
          >
            {(control) => <NumberInput {...control} name="genes" value={genes} onValueChange={setGenes} />}
          </Field>
          <Field label="Strategy" hint={strategyDescription(strategy)}>
            {(control) => (
              <Select
                {...control}
                value={strategy}
                onValueChange={setStrategy}
                options={importStrategies[workload].map((id) => ({ value: id, label: strategyLabel(id) }))}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            variant="primary"
            pending={start.isPending}
            disabled={!hydrated || !request.success || needsRows}
          >
            Start import
          </Button>
          {needsRows && (
            <p className="text-[0.8125rem] text-muted-foreground">There is nothing to change yet: create first.</p>
          )}
        </div>
      </form>
      <UploadScores />
    </Card>
  );
};
