import type { BenchResult, Progress, RunHeader } from '@lab/bench';
import type { RunEvent, RunStatus, RunSummary, RunsAhead } from '../contract.ts';

/** A row of `run` as the queries below read it: the heavy parts of the header stay in the database. */
export interface RunRow {
  readonly id: string;
  readonly experiment: string;
  readonly workload: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly variants: readonly string[];
  readonly rounds: number;
  readonly seed: number;
  readonly reason: BenchResult['reason'];
  readonly status: RunStatus;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly cancel_requested_at: Date | null;
  readonly progress: Progress | null;
  readonly verdict: string | null;
  readonly error: string | null;
  readonly headline: RunSummary['headline'];
  readonly silent: boolean;
}

/** Row of the run page, whose header is read whole. */
export interface RunDetailRow extends RunRow {
  readonly created_by: string | null;
  readonly history: readonly RunEvent[];
  readonly header: RunHeader | null;
  readonly ahead: RunsAhead | null;
  readonly seconds_since_start: number | null;
}

/**
 * Select list of a `RunRow` from `run`. A lease of 15 s is renewed every 2 s: with less than 8 s left, three renewals in a row
 * did not come.
 */
export const runColumns = `
  id, experiment, workload, params, variants, rounds, seed, reason, status, created_at, started_at, finished_at,
  cancel_requested_at, progress, verdict, error, headline,
  status = 'running' AND coalesce(lease_until < now() + interval '8 seconds', false) AS silent`;

export const toRunSummary = (row: RunRow): RunSummary => ({
  id: row.id,
  experiment: row.experiment,
  workload: row.workload,
  params: row.params,
  status: row.status,
  reason: row.reason,
  rounds: row.rounds,
  variants: row.variants,
  verdict: row.verdict,
  headline: row.headline,
  progress: row.progress,
  error: row.error,
  createdAt: row.created_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  cancelRequestedAt: row.cancel_requested_at?.toISOString() ?? null,
  silent: row.silent,
});
