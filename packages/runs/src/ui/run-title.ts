import { type ExperimentContract, formatCount } from '@lab/bench';
import type { RunSummary } from '../contract.ts';

type Titled = Pick<RunSummary, 'experiment' | 'workload' | 'params'>;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was done, without the experiment: `Create, 200,000 rows, constraints full`. Parameters at their default are left out. */
export const runWork = (run: Titled, experiment: ExperimentContract | undefined): string => {
  const workload = experiment?.workloads.find(({ id }) => id === run.workload)?.label ?? capital(run.workload);
  const defaults: Readonly<Record<string, unknown>> = experiment?.parameters.safeParse({}).data ?? {};
  const { rows, ...others } = run.params;
  const changed = Object.entries(others).filter(
    ([name, value]) => value !== undefined && value !== null && value !== defaults[name],
  );
  return [
    workload,
    ...(typeof rows === 'number' ? [`${formatCount(rows)} rows`] : []),
    ...changed.map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`),
  ].join(', ');
};

/** `Bulk writes: create, 200,000 rows`. */
export const runTitle = (run: Titled, experiment: ExperimentContract | undefined): string => {
  const work = runWork(run, experiment);
  return `${experiment?.title ?? run.experiment}: ${work.charAt(0).toLowerCase()}${work.slice(1)}`;
};
