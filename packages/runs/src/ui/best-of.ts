import { type ExperimentContract, formatRatio } from '@lab/bench';
import type { RunSummary } from '../contract.ts';
import { withoutBusyOpening } from './without-busy-opening.ts';

interface BestOf {
  readonly text: string;
  /** Only a winner that its interval bears out may look like a fact. */
  readonly settled: boolean;
  /** When the winner may be chosen at all, where that is not always. */
  readonly condition?: string;
}

/** What the verdict's own opening words say of a comparison that has no winner. */
const openings = [
  ['Inconclusive:', 'inconclusive'],
  ['Not settled yet:', 'not settled'],
  ['No difference', 'no difference'],
] as const;

/** The winner of a run in one cell: who, how much, against whom; or why there is none. */
export const bestOf = (
  { headline, status, verdict, workload }: Pick<RunSummary, 'headline' | 'status' | 'verdict' | 'workload'>,
  experiment: ExperimentContract | undefined,
): BestOf => {
  if (!headline || status === 'failed' || status === 'queued' || status === 'running')
    return { text: '–', settled: false };
  const claim = verdict ? withoutBusyOpening(verdict) : verdict;
  const open = openings.find(([words]) => claim?.startsWith(words));
  if (open) return { text: open[1], settled: false };
  if (!headline.ci) return { text: 'not settled', settled: false };
  const variants = experiment?.workloads.find(({ id }) => id === workload)?.variants ?? [];
  const find = (label: string) => variants.find(({ id }) => id === label);
  const labelOf = (id: string) => find(id)?.label ?? id;
  const text = `${labelOf(headline.variant)}, ${formatRatio(headline.ratio)} ${labelOf(headline.baseline)}`;
  const condition = find(headline.variant)?.condition;
  const best = { text, settled: true, ...(condition !== undefined && { condition }) };
  return claim === verdict ? best : { ...best, text: `${text}, on a busy machine`, settled: false };
};
