import type { BenchResult, Sample } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';

/** What to run. Plain data: it crosses process boundaries. */
export interface RunPlanRequest {
  /** UUID version 7. */
  readonly runId: string;
  readonly reason: BenchResult['reason'];
  readonly workload: string;
  /** Absent: all variants of the workload. */
  readonly variants?: readonly string[] | undefined;
  /** Measured rounds; one warm-up round comes before them. */
  readonly rounds: number;
  readonly seed: number;
  readonly params: Readonly<Record<string, unknown>>;
  /** 0.05 when absent: intervals of 95 %. */
  readonly alpha?: number | undefined;
  /** Smallest relative difference that counts; 0.05 when absent. */
  readonly tau?: number | undefined;
  /** Measures the first variant (or the baseline) against itself: the noise floor of this machine. */
  readonly aa?: boolean | undefined;
  /** What its host knows and a reader must know too: where the threshold is from, say. Goes into the notes of the result. */
  readonly notes?: readonly string[] | undefined;
  /** The most seconds that one sample may take before it counts as hanging; absent: by its rows and the samples before it. */
  readonly sampleLimitSeconds?: number | undefined;
  /** What an earlier, interrupted execution of this run has sent. It is continued after its last finished round. */
  readonly resume?: { readonly header: RunHeader; readonly samples: readonly Sample[] } | undefined;
}
