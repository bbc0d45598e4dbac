import type { ExperimentContract } from '../contract/experiment.ts';
import { describeParameters } from './describe-parameters.ts';

const quoted = (value: string): string =>
  /^[\w./:,@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

/** The whole command that repeats a run, every parameter spelled out so that a changed default cannot change it. */
export const reproduceCommand = (
  contract: Pick<ExperimentContract, 'slug' | 'workloads' | 'parameters'>,
  plan: {
    readonly workload: string;
    readonly variants?: readonly string[] | undefined;
    readonly rounds: number;
    readonly seed: number;
    readonly params: Readonly<Record<string, unknown>>;
    /** Absent: not known yet. */
    readonly tau?: number | undefined;
    readonly aa?: boolean | undefined;
  },
): string => {
  const all = contract.workloads.find(({ id }) => id === plan.workload)?.variants ?? [];
  const some = plan.variants && plan.variants.length < all.length ? ['--variants', plan.variants.join(',')] : [];
  const params = describeParameters(contract.parameters).flatMap(({ name, flag }) => {
    const value = plan.params[name];
    return value === undefined || value === null ? [] : [`--${flag}`, quoted(String(value))];
  });
  return [
    ...['npx pnpm@12 bench', contract.slug, '--workload', plan.workload, ...some],
    ...['--rounds', String(plan.rounds), '--seed', String(plan.seed), ...params],
    // A floor of this machine may have set it, which another machine does not know. An A/A run has no threshold.
    ...(plan.aa ? ['--aa'] : plan.tau === undefined ? [] : ['--tau', String(plan.tau)]),
  ].join(' ');
};
