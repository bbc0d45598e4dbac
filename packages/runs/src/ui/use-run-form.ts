'use client';
import { type ExperimentContract, formatCount, type Workload } from '@lab/bench';
import { useUrlValues } from '@lab/ui/url-state';
import { useMemo, useState } from 'react';
import { type StartRun, startRunSchema } from '../contract.ts';
import { type FormField, formFields, readFields } from './form-fields.ts';

const mostRounds = 100;
const usualRounds = 6;

export interface RunFormState {
  readonly workload: Workload;
  readonly setWorkload: (id: string) => void;
  readonly variants: readonly string[];
  readonly setVariants: (ids: readonly string[]) => void;
  readonly rounds: string;
  readonly setRounds: (text: string) => void;
  readonly seed: string;
  readonly setSeed: (text: string) => void;
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, string>>;
  readonly setValue: (name: string, text: string) => void;
  /** By control: a parameter's name, or `rounds`, `seed`. */
  readonly errors: Readonly<Record<string, string>>;
  /** Undefined while something is wrong. */
  readonly request: StartRun | undefined;
}

const wholeNumber = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : undefined);

/** The form of a run: begins as a link says, or as the standard plan does; validated by the experiment's own schema. */
export const useRunForm = (experiment: ExperimentContract, fallback: Workload): RunFormState => {
  const url = useUrlValues();
  const fields = useMemo(() => formFields(experiment.parameters), [experiment]);
  const workloadOf = (id: string | null) => experiment.workloads.find((known) => known.id === id) ?? fallback;

  const [workloadId, setWorkloadId] = useState(() => workloadOf(url.get('workload')).id);
  const workload = workloadOf(workloadId);
  const [variants, setVariants] = useState<readonly string[]>(() => {
    const asked = url.get('variants')?.split(',');
    const known = workload.variants.map(({ id }) => id).filter((id) => !asked || asked.includes(id));
    return known.length > 0 ? known : workload.variants.map(({ id }) => id);
  });
  const planned = experiment.standardPlan.find((plan) => plan.workload === workloadId)?.rounds ?? usualRounds;
  const [rounds, setRounds] = useState(() => url.get('rounds') ?? String(planned));
  const [seed, setSeed] = useState(() => url.get('seed') ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ name, initial }) => [name, url.get(`p.${name}`) ?? initial])),
  );

  const params = readFields(fields, values);
  const checked = experiment.parameters.safeParse(params);
  const roundsNumber = wholeNumber(rounds);
  const seedNumber = wholeNumber(seed);
  const errors: Record<string, string> = {};
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const field = fields.find(({ name }) => name === issue.path[0]);
      if (field) errors[field.name] ??= `${field.label} must be ${field.allowed}.`;
    }
  }
  if (roundsNumber === undefined || roundsNumber < 1 || roundsNumber > mostRounds) {
    errors.rounds = `A whole number from 1 to ${mostRounds}.`;
  }
  if (seed.trim() !== '' && (seedNumber === undefined || seedNumber > 2 ** 31 - 1)) {
    errors.seed = `A whole number from 0 to ${formatCount(2 ** 31 - 1)}, or nothing.`;
  }
  const request = startRunSchema.safeParse({
    experiment: experiment.slug,
    workload: workload.id,
    variants: [...variants],
    rounds: roundsNumber,
    ...(seedNumber === undefined ? {} : { seed: seedNumber }),
    params,
  });

  return {
    workload,
    setWorkload: (id) => {
      setWorkloadId(id);
      setVariants(workloadOf(id).variants.map((variant) => variant.id));
    },
    variants,
    setVariants,
    rounds,
    setRounds,
    seed,
    setSeed,
    fields,
    values,
    setValue: (name, text) => setValues((before) => ({ ...before, [name]: text })),
    errors,
    request: Object.keys(errors).length === 0 && checked.success && request.success ? request.data : undefined,
  };
};
