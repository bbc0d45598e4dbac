'use client';
import { type ExperimentContract, formatCount, roundsLimits, type Workload } from '@lab/bench';
import { useUrlValues, useWriteUrl } from '@lab/ui/url-state';
import { useMemo, useState } from 'react';
import { type StartRun, startRunSchema } from '../contract.ts';
import { type FormField, formFields, readFields } from './form-fields.ts';
import { readFormLink } from './read-form-link.ts';

export interface RunFormState {
  readonly workload: Workload;
  /** As chosen or as the link says: an unknown one is none of them. */
  readonly workloadId: string;
  readonly setWorkload: (id: string) => void;
  readonly variants: readonly string[];
  readonly setVariants: (ids: readonly string[]) => void;
  readonly rounds: string;
  /** Used where the control is empty. */
  readonly plannedRounds: number;
  readonly setRounds: (text: string) => void;
  readonly seed: string;
  readonly setSeed: (text: string) => void;
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, string>>;
  readonly setValue: (name: string, text: string) => void;
  /** By control: a parameter's name, or `workload`, `rounds`, `seed`, `variants`. */
  readonly errors: Readonly<Record<string, string>>;
  /** The labels of the controls that `errors` is about. */
  readonly wrong: readonly string[];
  /** What is odd about the choice of variants, and no reason not to start. */
  readonly variantsWarning: string | undefined;
  /** What the link asked for and the form cannot give. */
  readonly linkNotes: readonly string[];
  /** Undefined while something is wrong. */
  readonly request: StartRun | undefined;
}

const wholeNumber = (text: string): number | undefined => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : undefined);

const warningOn = ({ variants, baseline }: Workload, chosen: readonly string[]): string | undefined => {
  if (chosen.length === 0) return undefined;
  if (chosen.length === 1) return 'One variant gives a number, not a comparison.';
  const naive = variants.find(({ id }) => id === baseline);
  return naive && !chosen.includes(naive.id)
    ? `Without ${naive.label} there is no naive way to compare with.`
    : undefined;
};

/** The form of a run: begins as a link says, or as the standard plan does; validated by the experiment's own schema. */
export const useRunForm = (experiment: ExperimentContract, fallback: Workload): RunFormState => {
  const url = useUrlValues();
  const fields = useMemo(() => formFields(experiment.parameters), [experiment]);
  const write = useWriteUrl();
  const [link] = useState(() => readFormLink(url, experiment, fields));
  const workloadOf = (id: string) => experiment.workloads.find((known) => known.id === id) ?? fallback;

  const [workloadId, setWorkloadId] = useState(link.workload ?? fallback.id);
  const workload = workloadOf(workloadId);
  // Kept for each workload, so that a look at another one loses nothing.
  const [chosen, setChosen] = useState<Readonly<Record<string, readonly string[]>>>({});
  const variantsOf = (of: Workload) => chosen[of.id] ?? link.variantsOf(of);
  const variants = variantsOf(workload);
  const plannedRounds =
    experiment.standardPlan.find((plan) => plan.workload === workload.id)?.rounds ?? roundsLimits.initial;
  const [rounds, setRounds] = useState(link.rounds ?? String(plannedRounds));
  const [seed, setSeed] = useState(link.seed);
  const [values, setValues] = useState(link.values);
  const inLink = (of: Workload, ids: readonly string[]) => (ids.length === of.variants.length ? null : ids.join(','));

  const params = readFields(fields, values);
  const checked = experiment.parameters.safeParse(params);
  const roundsNumber = rounds.trim() === '' ? plannedRounds : wholeNumber(rounds);
  const seedNumber = wholeNumber(seed);
  const errors: Record<string, string> = {};
  if (workload.id !== workloadId) {
    errors.workload = `There is no workload “${workloadId}”. Choose one.`;
  }
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const field = fields.find(({ name }) => name === issue.path[0]);
      if (field) errors[field.name] ??= `${field.label} must be ${field.allowed}.`;
    }
  }
  if (roundsNumber === undefined || roundsNumber < roundsLimits.least || roundsNumber > roundsLimits.most) {
    errors.rounds = `A whole number from ${roundsLimits.least} to ${roundsLimits.most}.`;
  }
  if (seed.trim() !== '' && (seedNumber === undefined || seedNumber > 2 ** 31 - 1)) {
    errors.seed = `A whole number from 0 to ${formatCount(2 ** 31 - 1)}, or nothing.`;
  }
  if (variants.length === 0) errors.variants = 'Choose at least one variant.';
  const labels: Readonly<Record<string, string>> = {
    workload: 'Workload',
    ...Object.fromEntries(fields.map(({ name, label }) => [name, label])),
    rounds: 'Rounds',
    seed: 'Seed',
    variants: 'Variants',
  };
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
    workloadId,
    setWorkload: (id) => {
      setWorkloadId(id);
      write({ workload: id, variants: inLink(workloadOf(id), variantsOf(workloadOf(id))) });
    },
    variants,
    setVariants: (ids) => {
      setChosen((before) => ({ ...before, [workload.id]: ids }));
      write({ variants: inLink(workload, ids) });
    },
    rounds,
    plannedRounds,
    setRounds: (text) => {
      setRounds(text);
      write({ rounds: text || null });
    },
    seed,
    setSeed: (text) => {
      setSeed(text);
      write({ seed: text || null });
    },
    fields,
    values,
    setValue: (name, text) => {
      setValues((before) => ({ ...before, [name]: text }));
      const initial = fields.find((field) => field.name === name)?.initial;
      write({ [`p.${name}`]: text === initial ? null : text });
    },
    errors,
    wrong: Object.keys(labels).flatMap((control) => (errors[control] ? [labels[control] ?? control] : [])),
    variantsWarning: warningOn(workload, variants),
    linkNotes: link.notesOn(workload).filter(() => chosen[workload.id] === undefined),
    request: Object.keys(errors).length === 0 && checked.success && request.success ? request.data : undefined,
  };
};
