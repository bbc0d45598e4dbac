import { join } from 'node:path';
import { type BenchResult, type Progress, type ResolvedPlan, type RunnerSink, resolvePlan } from '@lab/bench';
import { importDefinition, runPlan } from '@lab/bench/runner';
import { keepNoiseFloor, knownThreshold } from './noise-floor.ts';
import { openBenchDatabase } from './open-bench-database.ts';
import type { RunRequest } from './run-request.ts';
import { type LockHolder, takeMachineLock } from './take-machine-lock.ts';

export interface ExecuteRequestOptions {
  readonly labRoot: string;
  readonly databaseUrl?: string | undefined;
  readonly lockName?: string | undefined;
  readonly sink: RunnerSink;
  readonly signal: AbortSignal;
}

const waitingNote = (holder: LockHolder | undefined): string =>
  holder
    ? `Waits for ${holder.title} (process ${holder.pid}), which has been measuring since ${holder.since.slice(11, 16)} UTC; one run at a time per machine.`
    : 'Waits for another run on this machine; one run at a time per machine.';

const heartbeatMs = 1000;

/** Tells the host once a second what is being waited for, until the runner speaks itself. */
const announce = (sink: RunnerSink, rounds: number) => {
  const startedAt = performance.now();
  let state: Pick<Progress, 'phase' | 'note'> = { phase: 'preparing' };
  const send = () => {
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    const nothing = {
      round: 0,
      samplesDone: 0,
      samplesTotal: 0,
      redone: 0,
      order: [],
      current: null,
      etaSeconds: null,
    };
    void Promise.resolve(sink({ type: 'progress', progress: { ...state, ...nothing, rounds, elapsedSeconds } })).catch(
      () => {},
    );
  };
  const timer = setInterval(send, heartbeatMs);
  return {
    say: (phase: Progress['phase'], note: string) => {
      state = { phase, note };
      send();
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
};

/** What counts as a difference, and where that is from. A run that goes on keeps what it began with. */
const thresholdOf = async (
  { resume, tau, aa }: RunRequest,
  { workload, variants, params }: ResolvedPlan,
  where: { readonly labRoot: string; readonly experiment: string; readonly server: string },
): Promise<{ readonly tau: number | undefined; readonly notes: readonly string[] }> => {
  if (resume) return { tau: resume.header.plan.tau, notes: resume.header.notes };
  if (tau !== undefined || aa) return { tau, notes: [] };
  return await knownThreshold({ ...where, workload: workload.id, variants: variants.map(({ id }) => id), params });
};

/** The work of the measuring process: its turn on the machine, a database of its own, then the plan. */
export const executeRequest = async (request: RunRequest, options: ExecuteRequestOptions): Promise<BenchResult> => {
  const { labRoot, signal, sink } = options;
  const definition = await importDefinition(request.definitionUrl);
  const { contract } = definition;
  // Before the wait: bad input is said at once.
  const plan = resolvePlan(contract, request);
  await using scope = new AsyncDisposableStack();
  using announcing = announce(sink, plan.rounds);
  const title = `${contract.slug} ${plan.workload.id}`;
  scope.use(
    await takeMachineLock({
      holder: { pid: process.pid, runId: request.runId, title, since: new Date().toISOString() },
      signal,
      onWait: (holder) => announcing.say('waiting', waitingNote(holder)),
      ...(options.lockName !== undefined && { name: options.lockName }),
    }),
  );
  announcing.say('preparing', options.databaseUrl ? 'Opens the measuring database.' : 'Starts a private PostgreSQL.');
  const { databaseUrl } = options;
  const note = (text: string) => announcing.say('waiting', text);
  const { database } = scope.use(await openBenchDatabase({ labRoot, databaseUrl, signal, note }));
  announcing[Symbol.dispose]();
  const { tau, notes } = await thresholdOf(request, plan, {
    labRoot,
    experiment: contract.slug,
    server: database.server,
  });
  const result = await runPlan({
    definition,
    definitionUrl: request.definitionUrl,
    request: { ...request, tau, notes },
    database,
    sink,
    signal,
    scratch: join(labRoot, '.lab', 'bench', 'scratch', request.runId),
    root: labRoot,
  });
  if (request.aa && result.status === 'finished') await keepNoiseFloor(labRoot, result);
  return result;
};
