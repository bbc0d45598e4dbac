import type { z } from 'zod';
import type { ExperimentContract, Variant, Workload } from '../contract/experiment.ts';
import { BenchError } from '../errors/bench-error.ts';
import { usualTau } from '../statistics/noise-floor.ts';
import { outOfRange } from './describe-parameters.ts';

export const roundsLimits = { least: 1, most: 100, initial: 6 } as const;
export const seedLimits = { least: 0, most: 2 ** 31 - 1, initial: 1 } as const;

/** An interval of at least half and of at most 99.99 % confidence. */
const alphaLimits = { least: 0.0001, most: 0.5 } as const;
export const tauLimits = { least: 0, most: 1 } as const;

export interface PlanInput {
  /** Absent: the first workload of the contract. */
  readonly workload?: string | undefined;
  /** Absent: all variants of the workload. */
  readonly variants?: readonly string[] | undefined;
  readonly rounds?: number | undefined;
  readonly seed?: number | undefined;
  /** 0.05 when absent: intervals of 95 %. */
  readonly alpha?: number | undefined;
  /** Smallest relative difference that counts; 0.05 when absent. */
  readonly tau?: number | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

export interface ResolvedPlan<Params = Record<string, unknown>> {
  readonly workload: Workload;
  /** In the contract's order, each once. */
  readonly variants: readonly Variant[];
  readonly rounds: number;
  readonly seed: number;
  readonly alpha: number;
  readonly tau: number;
  readonly params: Params;
}

const names = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

const whole = (
  name: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BenchError('out-of-range', { name, value, allowed: `a whole number from ${least} to ${most}` });
};

const share = (
  name: string,
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): number => {
  if (value >= least && value <= most) return value;
  throw new BenchError('out-of-range', { name, value, allowed: `a number from ${least} to ${most}` });
};

/**
 * Checks what a person asked for against the contract, before anything starts. The command line and the page share it.
 *
 * @throws BenchError `unknown-workload`, `unknown-variant`, `out-of-range` or `bad-input`, each naming what is allowed.
 */
export const resolvePlan = <Schema extends z.ZodObject>(
  contract: ExperimentContract<Schema>,
  input: PlanInput,
): ResolvedPlan<z.output<Schema>> => {
  const workload = contract.workloads.find(({ id }, index) =>
    input.workload === undefined ? index === 0 : id === input.workload,
  );
  if (!workload) {
    const asked = { experiment: contract.slug, workload: input.workload ?? 'none', allowed: names(contract.workloads) };
    throw new BenchError('unknown-workload', asked);
  }
  for (const variant of input.variants ?? []) {
    if (!workload.variants.some(({ id }) => id === variant))
      throw new BenchError('unknown-variant', { workload: workload.id, variant, allowed: names(workload.variants) });
  }
  const variants = workload.variants.filter(({ id }) => input.variants?.includes(id) ?? true);
  if (variants.length === 0)
    throw new BenchError('out-of-range', {
      name: 'variants',
      value: 'empty',
      allowed: `at least one of ${names(workload.variants).join(', ')}`,
    });
  const rounds = whole('rounds', input.rounds ?? roundsLimits.initial, roundsLimits);
  const seed = whole('seed', input.seed ?? seedLimits.initial, seedLimits);
  const alpha = share('alpha', input.alpha ?? 0.05, alphaLimits);
  const tau = share('tau', input.tau ?? usualTau, tauLimits);
  const unknown = Object.keys(input.params ?? {}).filter((name) => !(name in contract.parameters.shape));
  if (unknown.length > 0) {
    const allowed = Object.keys(contract.parameters.shape).join(', ');
    throw new BenchError('bad-input', {
      problem: `${contract.slug} has no parameter ${unknown.join(', ')}; it has ${allowed}.`,
    });
  }
  const parsed = contract.parameters.safeParse(input.params ?? {});
  if (!parsed.success) throw outOfRange(contract.parameters, input.params ?? {}, parsed.error);
  return { workload, variants, rounds, seed, alpha, tau, params: parsed.data };
};
