import { performance } from 'node:perf_hooks';
import type { LoadReport } from '../contract/load.ts';
import { runClosedLoop } from './closed-loop.ts';
import { type CheckedPlan, type LoadRequest, windowSeconds } from './load-plan.ts';
import { runOpenLoop } from './open-loop.ts';
import type { Phase } from './phase.ts';
import { reportOf } from './report-of.ts';
import { rotateRequests } from './rotate-requests.ts';
import { runScenario } from './scenario-loop.ts';
import { Tally } from './tally.ts';
import type { Wire } from './wire.ts';

/** What the loads of one process share. */
export interface Means {
  readonly wire: Wire;
  readonly niceness: number;
}

export type PhaseName = 'warm-up' | 'measure';

const progressEveryMs = 500;

/** Added to the seed, so that the warm-up does not ask for just the terms that are measured next. */
const warmUpSeed = 7919;

const cpuSeconds = (): number => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
};

const rotationsOf = (plan: CheckedPlan, name: PhaseName, wire: Wire): Phase['next'] => {
  const groups: readonly (readonly LoadRequest[])[] =
    plan.mode === 'scenario' ? plan.steps.map(({ requests }) => requests) : [plan.requests];
  const seed = name === 'warm-up' ? plan.seed + warmUpSeed : plan.seed;
  const rotations = groups.map((requests, step) =>
    rotateRequests(
      requests.map((request) => ({ item: wire.prepare(request), weight: request.weight ?? 1 })),
      seed + step,
    ),
  );
  return (step = 0) => {
    const next = rotations[step];
    if (!next) throw new RangeError(`There is no step ${step}.`);
    return next();
  };
};

const runLoop = (plan: CheckedPlan, name: PhaseName, phase: Phase): Promise<void> => {
  switch (plan.mode) {
    case 'open':
      return runOpenLoop(plan, phase);
    case 'closed':
      return runClosedLoop(plan.concurrency, phase);
    case 'scenario':
      // A ramp has no rate to warm up at: one user goes through the steps without a pause.
      return name === 'warm-up' ? runClosedLoop(1, phase, plan.steps.length) : runScenario(plan, phase);
  }
};

/**
 * Runs the warm-up or the measured window of a load in this process, and waits for the last answer.
 *
 * @param progress gets seconds: done and total
 */
export const runPhase = async (
  plan: CheckedPlan,
  name: PhaseName,
  { wire, niceness }: Means,
  progress: (done: number, total: number) => void,
): Promise<LoadReport> => {
  const seconds = name === 'warm-up' ? plan.warmUpSeconds : windowSeconds(plan);
  const timeoutMs = plan.timeoutSeconds * 1000;
  const next = rotationsOf(plan, name, wire);
  const cpuBefore = cpuSeconds();
  const loopBefore = performance.eventLoopUtilization();
  const startsAt = performance.now();
  const tally = new Tally({
    endsAt: startsAt + seconds * 1000,
    timeoutMs,
    lateAfterMs: plan.mode === 'open' ? plan.lateAfterMs : Number.POSITIVE_INFINITY,
  });
  const phase: Phase = {
    startsAt,
    seconds,
    next,
    tally,
    send: (request, ended) => wire.send(request, timeoutMs, ended),
  };
  const done = () => Math.min(seconds, (performance.now() - startsAt) / 1000);
  const ticker = setInterval(() => progress(done(), seconds), progressEveryMs);
  // Waiting for the last answers is not work: it would make a busy generator look idle.
  const windowOver = new Promise<number>((resolve) => {
    setTimeout(() => resolve(performance.eventLoopUtilization(loopBefore).utilization), seconds * 1000);
  });
  try {
    const [utilization] = await Promise.all([windowOver, runLoop(plan, name, phase)]);
    return reportOf(plan, tally, { seconds, utilization, niceness, cpuSeconds: cpuSeconds() - cpuBefore });
  } finally {
    clearInterval(ticker);
    progress(seconds, seconds);
  }
};
