import type { LoadReport } from '../contract/load.ts';
import { formatCount, threeDigits } from '../format/format-number.ts';
import { noisy } from '../statistics/noise-rules.ts';
import { valuesForPercentile } from '../statistics/percentile.ts';
import type { CheckedPlan } from './load-plan.ts';
import { dueIn } from './open-loop.ts';
import { thinkTimeBound } from './scenario-loop.ts';
import type { Tally } from './tally.ts';

interface Spent {
  readonly seconds: number;
  readonly utilization: number;
  readonly niceness: number;
  readonly cpuSeconds: number;
}

type ModeFields = Pick<
  LoadReport,
  'offeredPerSecond' | 'concurrency' | 'users' | 'thinkTimeBoundPerSecond' | 'late' | 'lateAfterMs' | 'lag'
>;

const modeFields = (plan: CheckedPlan, tally: Tally): ModeFields => {
  switch (plan.mode) {
    case 'open': {
      const offeredPerSecond = dueIn(plan.seconds, plan.ratePerSecond) / plan.seconds;
      return { offeredPerSecond, late: tally.late, lateAfterMs: plan.lateAfterMs, lag: tally.lag.summary() };
    }
    case 'closed':
      return { concurrency: plan.concurrency };
    case 'scenario': {
      const bound = thinkTimeBound(plan);
      return { users: plan.users, ...(bound !== undefined && { thinkTimeBoundPerSecond: bound }) };
    }
  }
};

const notesOf = (plan: CheckedPlan, { latency, failed, dropped }: Tally): string[] => {
  const bound = plan.mode === 'scenario' ? thinkTimeBound(plan) : undefined;
  const withheld = [95, 99].filter((percent) => latency.count < valuesForPercentile(percent));
  const unanswered = failed + dropped;
  return [
    ...(bound === undefined
      ? []
      : [
          `Think time bounds this load: its users ask for at most ${threeDigits(bound)} requests/s in the mean, however fast the server is.`,
        ]),
    ...withheld.map(
      (percent) =>
        `p${percent} is not shown: it needs ${formatCount(valuesForPercentile(percent))} requests, and there were ${formatCount(latency.count)}.`,
    ),
    ...(unanswered > 0
      ? [
          `${formatCount(unanswered)} of ${formatCount(latency.count)} requests failed or were dropped; in the latencies they count with the time-out of ${threeDigits(plan.timeoutSeconds)} s.`,
        ]
      : []),
  ];
};

/** What a window amounts to. */
export const reportOf = (plan: CheckedPlan, tally: Tally, spent: Spent): LoadReport => {
  const { seconds, utilization } = spent;
  const shares = {
    generator_utilization_share: utilization,
    ...(plan.mode === 'open' && tally.sent > 0 && { late_share: tally.late / tally.sent }),
  };
  const invalidReason = noisy(shares, 'generator');
  return {
    mode: plan.mode,
    seconds,
    ...modeFields(plan, tally),
    achievedPerSecond: tally.answeredInWindow / seconds,
    sent: tally.sent,
    completed: tally.completed,
    failed: tally.failed,
    failures: Object.fromEntries([...tally.failures].sort()),
    dropped: tally.dropped,
    bytesReceived: tally.bytesReceived,
    latency: tally.latency.summary(),
    utilization,
    niceness: spent.niceness,
    cpuSeconds: spent.cpuSeconds,
    valid: invalidReason === undefined,
    ...(invalidReason !== undefined && { invalidReason }),
    notes: notesOf(plan, tally),
    histogram: tally.latency.encode(),
  };
};
