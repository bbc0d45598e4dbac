import { mkdir, rm } from 'node:fs/promises';
import type { BenchContext, BenchDatabase, BenchDefinition } from '../contract/definition.ts';
import type { BenchResult, Sample } from '../contract/result.ts';
import type { RunHeader, RunnerSink } from '../contract/runner-event.ts';
import { BenchError, isBenchError } from '../errors/bench-error.ts';
import { resolvePlan } from '../plan/resolve-plan.ts';
import { assembleResult } from '../report/assemble-result.ts';
import { rejectRound } from '../report/reject-round.ts';
import { mostRedone, noisy } from '../statistics/noise-rules.ts';
import { roundOrder } from '../statistics/round-order.ts';
import { buildHeader, type PlannedVariant } from './build-header.ts';
import { connectControl, sessionNames } from './connect-control.ts';
import { finishedRounds, givenUp, latestAttempt, type Resumed } from './finished-rounds.ts';
import { type Measuring, measureOnce } from './measure-once.ts';
import { ProgressReporter } from './progress-reporter.ts';
import type { RunPlanRequest } from './run-request.ts';
import { sampleLimit } from './sample-limit.ts';

export interface RunPlanOptions {
  readonly definition: BenchDefinition;
  /** Where each sample's own process imports the definition from: its default export. */
  readonly definitionUrl: string;
  readonly request: RunPlanRequest;
  readonly database: BenchDatabase;
  readonly sink: RunnerSink;
  /** Aborting stops the sample that runs and keeps every finished round. */
  readonly signal: AbortSignal;
  /** A folder of this run only; made if absent, removed at the end. */
  readonly scratch: string;
  /** The checkout: its git state and lock file go into the result. */
  readonly root: string;
}

interface RoundsEnd {
  readonly samples: readonly Sample[];
  readonly cancelled: boolean;
}

/** Runs rounds until all are done or the signal aborts. */
const runRounds = async (
  options: RunPlanOptions,
  measuring: Omit<Measuring, 'onProgress' | 'limitSeconds'>,
  header: RunHeader,
  planned: readonly PlannedVariant[],
  start: Resumed | undefined,
  progress: ProgressReporter,
): Promise<RoundsEnd> => {
  const { sink, signal } = options;
  const { rounds, seed, variants } = header.plan;
  let samples: Sample[] = [...(start?.samples ?? [])];
  const reject = async (round: number, attempt: number, reason: string) => {
    samples = rejectRound(samples, { round, attempt, reason });
    await sink({ type: 'round-rejected', round, attempt, reason });
  };
  if (start?.interrupted) await reject(start.interrupted.round, start.interrupted.attempt, 'interrupted');
  for (const { status, counters, correctness, variant } of samples)
    if (status === 'ok' && correctness && counters.rows !== undefined && !measuring.checksums.has(counters.rows))
      measuring.checksums.set(counters.rows, { label: variant, checksum: correctness.checksum });
  let redone = 0;
  try {
    for (let round = start?.round ?? 0, attempt = start?.attempt ?? 1; round <= rounds; ) {
      const gone = givenUp(samples);
      // Measured rounds count from 1; the warm-up runs in the order of the first of them.
      const order = roundOrder(variants, Math.max(0, round - 1), seed).filter((label) => !gone.has(label));
      if (order.length === 0) break;
      let trouble: string | undefined;
      for (const [slot, label] of order.entries()) {
        const variant = planned.find((candidate) => candidate.label === label);
        if (!variant) continue;
        signal.throwIfAborted();
        const rows = Math.min(measuring.datasetRows, variant.rowsCap);
        const { progressUnit } = options.definition.contract;
        const current = {
          variant: label,
          round,
          slot,
          done: 0,
          // Rows are known before; how many of anything else, only its first report tells.
          total: progressUnit === undefined ? rows : 0,
          unit: progressUnit ?? 'rows',
        };
        progress.update({ phase: 'measuring', round, order, current });
        const startedAt = performance.now();
        const onProgress = (done: number, total: number) =>
          progress.update({ current: { ...current, done, total } }, false);
        const earlier = samples.flatMap(({ variant: other, metrics }) =>
          other === label ? (metrics.seconds ?? []) : [],
        );
        const limitSeconds = options.request.sampleLimitSeconds ?? sampleLimit(rows, earlier);
        const place = { round, attempt, slot };
        const sample = await measureOnce({ ...measuring, limitSeconds, onProgress }, variant, place);
        samples.push(sample);
        await sink({ type: 'sample', sample });
        progress.sampleDone(sample, startedAt);
        // An error has no time that noise could spoil.
        trouble = round === 0 || sample.status === 'error' ? undefined : noisy(sample.noise);
        if (trouble && redone < Math.floor(rounds * mostRedone)) break;
        trouble = undefined;
      }
      if (trouble) {
        redone++;
        progress.roundRejected(samples.filter((sample) => sample.round === round && sample.attempt === attempt).length);
        await reject(round, attempt++, trouble);
        continue;
      }
      const { comparisons, verdict } = assembleResult(header, samples, { status: 'partial', finishedAt: null });
      await sink({ type: 'round-finished', round, comparisons, verdict });
      round++;
      attempt = 1;
    }
    progress.update({ phase: 'finishing', current: null });
    return { samples, cancelled: false };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { samples, cancelled: true };
  }
};

const statusOf = ({ samples, cancelled }: RoundsEnd): BenchResult['status'] =>
  cancelled ? 'partial' : samples.some(({ status }) => status === 'error') ? 'failed' : 'finished';

/** The cut-off round of a cancelled run is not a finished one: its samples stay in the file, out of the analysis. */
const withoutCutRound = (samples: readonly Sample[], plan: RunHeader['plan']): Sample[] => {
  const last = Math.max(-1, ...samples.map(({ round }) => round));
  const gone = givenUp(samples);
  const attempt = latestAttempt(samples.filter(({ round }) => round === last));
  const present = samples.filter(
    (sample) => sample.round === last && sample.attempt === attempt && sample.status !== 'rejected',
  );
  const complete = plan.variants.every((id) => gone.has(id) || present.some(({ variant }) => variant === id));
  return samples.map((sample) =>
    complete || sample.round !== last || sample.status !== 'ok'
      ? sample
      : { ...sample, status: 'rejected', rejectReason: 'cancelled in the middle of the round' },
  );
};

const execute = async (options: RunPlanOptions): Promise<BenchResult> => {
  const { definition, request, database, sink, signal } = options;
  const plan = resolvePlan(definition.contract, request);
  signal.throwIfAborted();
  await using scope = new AsyncDisposableStack();
  await mkdir(options.scratch, { recursive: true });
  scope.defer(() => rm(options.scratch, { recursive: true, force: true }));
  const control = scope.use(await connectControl(database, request.runId));
  await control.endSessions('all');
  let progress: ProgressReporter | undefined;
  const context: BenchContext<Record<string, unknown>> = {
    runId: request.runId,
    workload: plan.workload.id,
    params: plan.params,
    seed: plan.seed,
    database,
    applicationName: sessionNames(request.runId).run,
    scratch: options.scratch,
    signal,
    note: (note) => progress?.update({ note }),
  };
  const built = await buildHeader(definition, request, plan, context, control, { database, root: options.root });
  const { resume } = request;
  const header: RunHeader = resume ? { ...built.header, startedAt: resume.header.startedAt } : built.header;
  const start = resume ? finishedRounds(resume, header) : undefined;
  await sink({ type: 'started', header });
  progress = scope.use(new ProgressReporter(sink, header.plan.variants, plan.rounds, start?.round ?? 0));
  // Fails when the server is gone, which must not hide that error; what it left behind is in a database that is ours.
  scope.defer(() => definition.teardown(context).catch(() => {}));
  await definition.setup(context);
  const { definitionUrl } = options;
  const datasetRows = header.experiment.dataset.rows;
  const measuring = {
    definition,
    definitionUrl,
    context,
    database,
    control,
    datasetRows,
    signal,
    checksums: new Map(),
  };
  const end = await runRounds(options, measuring, header, built.planned, start, progress);
  await progress.stop();
  const samples = end.cancelled ? withoutCutRound(end.samples, header.plan) : end.samples;
  const status = statusOf(end);
  const result = assembleResult(header, samples, { status, finishedAt: new Date().toISOString() });
  await sink({ type: 'finished', result });
  return result;
};

/**
 * Runs a plan: a warm-up round, then interleaved measured rounds, each sample in a fresh process from the same starting
 * state, verified. The sink hears of everything in order and may hold the run back. A cancelled run resolves with status
 * `partial`; a run in which a variant failed or left a wrong result resolves with status `failed`.
 *
 * @throws BenchError for bad input and for a database that is gone, too old or closed to the account; `cancelled` when
 * aborted before there was anything to keep.
 */
export const runPlan = async (options: RunPlanOptions): Promise<BenchResult> => {
  try {
    return await execute(options);
  } catch (error) {
    const cancelled = options.signal.aborted && !isBenchError(error);
    const failure = cancelled ? new BenchError('cancelled', {}, { cause: error }) : error;
    const message = failure instanceof Error ? failure.message : String(failure);
    await options.sink({ type: 'failed', message, code: isBenchError(failure) ? failure.code : 'unexpected' });
    throw failure;
  }
};
