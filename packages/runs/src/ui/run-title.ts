import { type ExperimentContract, formatCount } from '@lab/bench';
import type { RunSummary } from '../contract.ts';
import { type FormField, formFields } from './form-fields.ts';

type Titled = Pick<RunSummary, 'experiment' | 'workload' | 'params'>;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const small = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A parameter as the form calls it: `foreign keys as well` for a choice, `batch size 1,000` for a number. */
const setting = (fields: readonly FormField[], name: string, value: unknown): string => {
  const field = fields.find((candidate) => candidate.name === name);
  const option = field?.options.find((candidate) => candidate.value === String(value));
  if (option) return small(option.label);
  const label = small(field?.label ?? name.replaceAll('_', ' '));
  return `${label} ${typeof value === 'number' ? formatCount(value) : String(value)}`;
};

/** What was done, without the experiment: `Create, 200,000 rows, foreign keys as well`. Parameters at their default are left out. */
export const runWork = (run: Titled, experiment: ExperimentContract | undefined): string => {
  const workload = experiment?.workloads.find(({ id }) => id === run.workload)?.label ?? capital(run.workload);
  const defaults: Readonly<Record<string, unknown>> = experiment?.parameters.safeParse({}).data ?? {};
  const fields = experiment ? formFields(experiment.parameters) : [];
  const { rows, ...others } = run.params;
  const changed = Object.entries(others).filter(
    ([name, value]) => value !== undefined && value !== null && value !== defaults[name],
  );
  return [
    workload,
    ...(typeof rows === 'number' ? [`${formatCount(rows)} rows`] : []),
    ...changed.map(([name, value]) => setting(fields, name, value)),
  ].join(', ');
};

/** `Bulk writes: create, 200,000 rows`. */
export const runTitle = (run: Titled, experiment: ExperimentContract | undefined): string => {
  return `${experiment?.title ?? run.experiment}: ${small(runWork(run, experiment))}`;
};
