import type { BenchContext, BenchDatabase, BenchDefinition } from '../contract/definition.ts';
import type { VariantReport } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { BenchError } from '../errors/bench-error.ts';
import { reproduceCommand } from '../plan/reproduce-command.ts';
import type { ResolvedPlan } from '../plan/resolve-plan.ts';
import { captureEnvironment } from './capture-environment.ts';
import { captureGit } from './capture-git.ts';
import type { Control } from './connect-control.ts';
import { hashSources } from './hash-sources.ts';
import { readCode } from './read-code.ts';
import type { RunPlanRequest } from './run-request.ts';

/** A label of the plan and the variant that it runs. They differ only in an A/A plan. */
export interface PlannedVariant {
  readonly label: string;
  /** What people call it. */
  readonly name: string;
  readonly id: string;
  readonly rowsCap: number;
  readonly outside: string | undefined;
}

export interface BuiltHeader {
  readonly header: RunHeader;
  readonly planned: readonly PlannedVariant[];
}

/** A/A: the first variant that was asked for, or the baseline, under two labels. */
const labelled = (plan: ResolvedPlan, request: RunPlanRequest): { id: string; label: string; suffix: string }[] => {
  if (!request.aa) return plan.variants.map(({ id }) => ({ id, label: id, suffix: '' }));
  const id = (request.variants ? plan.variants[0]?.id : undefined) ?? plan.workload.baseline;
  return ['a', 'b'].map((side) => ({ id, label: `${id}:${side}`, suffix: ` (${side})` }));
};

/** Everything that is known before the first sample. Reads the sources, the machine and the server; changes nothing. */
export const buildHeader = async (
  definition: BenchDefinition,
  request: RunPlanRequest,
  plan: ResolvedPlan,
  context: BenchContext<Record<string, unknown>>,
  control: Control,
  where: { readonly database: BenchDatabase; readonly root: string },
): Promise<BuiltHeader> => {
  const { contract } = definition;
  const reports: VariantReport[] = [];
  const planned: PlannedVariant[] = [];
  for (const { id, label, suffix } of labelled(plan, request)) {
    const variant = plan.workload.variants.find((known) => known.id === id);
    if (!variant) continue;
    const skipped = await definition.unavailable?.(id, context);
    const { file, files = [], sql } = definition.describe(plan.workload.id, id, plan.params);
    const name = `${variant.label}${suffix}`;
    reports.push({
      id: label,
      label: name,
      naive: variant.naive,
      reference: variant.reference,
      atomic: variant.atomic,
      ...(variant.condition !== undefined && { condition: variant.condition }),
      description: variant.description,
      settings: { ...variant.settings },
      ...(variant.rowsCap !== undefined && { rowsCap: variant.rowsCap }),
      ...(variant.outside !== undefined && { outside: variant.outside }),
      code: await readCode([file, ...files], definition.sources, where.root),
      ...(sql !== undefined && { sql }),
      ...(skipped !== undefined && { skipped }),
    });
    const { rowsCap = Number.POSITIVE_INFINITY, outside } = variant;
    if (skipped === undefined) planned.push({ label, name, id, rowsCap, outside });
  }
  const [first] = planned;
  if (!first) {
    const reasons = reports.map(({ label, skipped }) => `${label}: ${skipped}`).join('; ');
    throw new BenchError('bad-input', { problem: `None of the chosen variants can run here (${reasons}).` });
  }
  const environmentClass = request.reason === 'ci' ? 'ci' : 'local';
  const header: RunHeader = {
    schema: 'lab.bench/1',
    runId: request.runId,
    reason: request.reason,
    startedAt: new Date().toISOString(),
    git: await captureGit(where.root),
    experiment: {
      id: contract.slug,
      title: contract.title,
      metrics: contract.metrics.map((metric) => ({ ...metric })),
      headline: contract.headline,
      verdictVerb: contract.verdictVerb,
      verdictNoun: contract.verdictNoun,
      version: await hashSources([definition.sources, ...(definition.moreSources ?? [])]),
      params: plan.params,
      dataset: await definition.dataset(context),
    },
    environment: await captureEnvironment(control, where.database, { root: where.root, class: environmentClass }),
    plan: {
      design: 'interleaved-rounds',
      workload: plan.workload.id,
      variants: planned.map(({ label }) => label),
      baseline: planned.find(({ id }) => id === plan.workload.baseline)?.label ?? first.label,
      rounds: plan.rounds,
      alpha: plan.alpha,
      tau: plan.tau,
      seed: plan.seed,
      command: reproduceCommand(contract, {
        workload: plan.workload.id,
        variants: request.aa ? [first.id] : plan.variants.map(({ id }) => id),
        rounds: plan.rounds,
        seed: plan.seed,
        params: plan.params,
        tau: plan.tau,
        aa: request.aa,
      }),
    },
    variants: reports,
    notes: [...new Set([...control.notes, ...(request.notes ?? [])])],
  };
  return { header, planned };
};
