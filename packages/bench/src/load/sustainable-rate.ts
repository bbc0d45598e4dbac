import type { LoadReport } from '../contract/load.ts';
import { BenchError } from '../errors/bench-error.ts';
import { valuesForPercentile } from '../statistics/percentile.ts';
import type { OpenLoadPlan } from './load-plan.ts';
import type { LoadGenerator } from './open-generator.ts';

/** One rate that was tried. */
export interface SustainableStep {
  readonly ratePerSecond: number;
  readonly warmUp: LoadReport | undefined;
  readonly report: LoadReport;
  /** Why the server does not sustain it, or why that cannot be told; undefined when it does. */
  readonly refused: string | undefined;
}

export interface SustainableRate {
  /** The highest rate that was sustained; undefined when not even the lowest was. */
  readonly sustained: SustainableStep | undefined;
  /** The lowest rate that was not; undefined when all were. */
  readonly refused: SustainableStep | undefined;
  /** In the order in which they were tried. */
  readonly steps: readonly SustainableStep[];
}

export interface SustainableOptions {
  /** The load of each step but for its rate. Its `seconds` are those of one step, its warm-up comes before each. */
  readonly plan: Omit<OpenLoadPlan, 'ratePerSecond'>;
  /** The most that p99 may be. */
  readonly p99Ms: number;
  /** Where the search begins. */
  readonly startPerSecond: number;
  readonly mostPerSecond: number;
  /** The search ends when the lowest refused rate is at most so many times the highest sustained one; 1.05 when absent. */
  readonly precision?: number;
  readonly onStep?: (step: SustainableStep) => void;
}

const growth = 1.5;

const refusal = (report: LoadReport, p99Ms: number): string | undefined => {
  if (!report.valid) return report.invalidReason;
  if (report.failed + report.dropped > 0) return `${report.failed} requests failed and ${report.dropped} were dropped`;
  const p99 = report.latency.p99Ms;
  if (p99 === undefined) return 'there were too few requests for p99';
  return p99 > p99Ms ? `p99 was ${p99} ms (limit ${p99Ms} ms)` : undefined;
};

/**
 * The highest rate at which p99 stays within a limit, nothing fails or is dropped, and the generator is not the bottleneck:
 * the rate grows by half until it is refused (or shrinks until it is sustained), then the gap is bisected. A step in which the
 * generator was at its limit is tried once more, since a busy moment of the machine looks the same; where it ends the search
 * (`refused.report.valid` is false) the server may sustain more.
 *
 * No rate is tried at which the seconds of a step hold fewer than the 1,000 requests that p99 needs.
 *
 * @throws BenchError `bad-input` when that leaves no rate to try; what the generator throws
 */
export const sustainableRate = async (
  generator: Pick<LoadGenerator, 'warmUp' | 'measure'>,
  { plan, p99Ms, startPerSecond, mostPerSecond, precision = 1.05, onStep }: SustainableOptions,
): Promise<SustainableRate> => {
  const needed = valuesForPercentile(99);
  const leastPerSecond = Math.ceil(needed / plan.seconds);
  if (leastPerSecond > mostPerSecond)
    throw new BenchError('bad-input', {
      problem: `p99 needs ${needed} requests, and ${plan.seconds} s hold fewer at no more than ${mostPerSecond} requests/s.`,
    });
  const steps: SustainableStep[] = [];
  const attempt = async (ratePerSecond: number): Promise<SustainableStep> => {
    const load: OpenLoadPlan = { ...plan, ratePerSecond };
    const warmUp = await generator.warmUp(load);
    const report = await generator.measure(load);
    const step = { ratePerSecond, warmUp, report, refused: refusal(report, p99Ms) };
    steps.push(step);
    onStep?.(step);
    return step;
  };
  const attemptTwice = async (ratePerSecond: number): Promise<SustainableStep> => {
    const first = await attempt(ratePerSecond);
    return first.report.valid ? first : await attempt(ratePerSecond);
  };
  const clamp = (rate: number) => Math.min(mostPerSecond, Math.max(leastPerSecond, rate));

  let sustained: SustainableStep | undefined;
  let refused: SustainableStep | undefined;
  let rate: number | undefined = clamp(startPerSecond);
  while (rate !== undefined) {
    const step = await attemptTwice(rate);
    if (step.refused === undefined) sustained = step;
    else refused = step;
    const [low, high] = [sustained?.ratePerSecond, refused?.ratePerSecond];
    if (high === undefined) rate = rate < mostPerSecond ? clamp(rate * growth) : undefined;
    else if (low === undefined) rate = rate > leastPerSecond ? clamp(rate / growth) : undefined;
    else rate = high > low * precision ? Math.sqrt(low * high) : undefined;
  }
  return { sustained, refused, steps };
};
