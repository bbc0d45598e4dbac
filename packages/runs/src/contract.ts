import { type BenchResult, benchResultSchema, type Progress } from '@lab/bench';
import { z } from 'zod';

/** queued -> running -> finished | cancelled | failed. `cancelled` keeps its finished rounds. */
export const runStatusSchema = z.enum(['queued', 'running', 'finished', 'cancelled', 'failed']);
export type RunStatus = z.infer<typeof runStatusSchema>;

const wholeRounds = 'rounds must be a whole number from 1 to 100';

export const startRunSchema = z.object({
  experiment: z.string(),
  workload: z.string(),
  /** Absent: all variants of the workload. */
  variants: z.array(z.string()).min(1).optional(),
  rounds: z.number(wholeRounds).int(wholeRounds).min(1, wholeRounds).max(100, wholeRounds),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  /** Validated against the experiment's own parameter schema. */
  params: z.record(z.string(), z.unknown()),
});
export type StartRun = z.infer<typeof startRunSchema>;

/** About how long a run would take; `seconds` is null while no earlier run had one of the variants. */
export interface RunEstimate {
  readonly seconds: number | null;
  /** The run that tells most, null without any; and whether all that was used had the same parameters, variants and rounds (else it is scaled). */
  readonly basedOn: { readonly runId: string; readonly sameParameters: boolean } | null;
}

export const listRunsSchema = z.object({
  experiment: z.string().optional(),
  status: runStatusSchema.optional(),
  cursor: z.string().optional(),
  limit: z.number().int().min(1).max(100).optional(),
});

/** A hint that something changed; whoever gets it reads the row again. `id` is null after a reconnect: read everything again. */
export const changeHintSchema = z.object({ kind: z.string(), id: z.string().nullable() });
export type ChangeHint = z.infer<typeof changeHintSchema>;

/** The job of the queue: a pointer to the row, never the data. */
export const executeRunPayload = z.object({ runId: z.uuidv7() });

/** One line of the runs list. */
export interface RunSummary {
  readonly id: string;
  readonly experiment: string;
  readonly workload: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly status: RunStatus;
  readonly reason: BenchResult['reason'];
  readonly rounds: number;
  readonly variants: readonly string[];
  readonly verdict: string | null;
  /** Best variant for adoption against the baseline, the winner first: `baseline` is the one that `variant` beat, `ratio` at least 1. */
  readonly headline: {
    readonly variant: string;
    readonly baseline: string;
    readonly ratio: number;
    readonly ci: readonly [number, number] | null;
  } | null;
  readonly progress: Progress | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly cancelRequestedAt: string | null;
  /** It is measured, but nothing has been heard of its worker for several renewals of the lease. */
  readonly silent: boolean;
}

/** Something that happened to a run as a whole, in one sentence: a worker took it, was lost, another continued it. */
export interface RunEvent {
  readonly at: string;
  readonly text: string;
}

/** What a queued run waits for: how many are before it, and the one that is next to end or to start. */
export interface RunsAhead {
  readonly count: number;
  readonly next: Pick<RunSummary, 'id' | 'experiment' | 'workload' | 'params'>;
}

/** The run page: the summary and, once the runner has started, the whole result so far. */
export interface RunView extends RunSummary {
  /** Account that started it; null for the command line. */
  readonly createdBy: string | null;
  readonly history: readonly RunEvent[];
  /** null unless it is queued behind others. */
  readonly ahead: RunsAhead | null;
  /** Since a worker first took it, whatever was lost on the way; null before. */
  readonly secondsSinceStart: number | null;
  readonly result: BenchResult | null;
  readonly command: string;
}

/** A run as the page of one account gets it. */
export interface RunPageView extends RunView {
  /** Whether this account may delete it, once it has ended. */
  readonly mayDelete: boolean;
}

export { type CheckedPlan, checkPlan } from './check-plan.ts';
export { benchResultSchema };
