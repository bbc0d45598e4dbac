import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  assembleResult,
  type BenchResult,
  type RunHeader,
  type RunnerSink,
  rejectRound,
  type Sample,
} from '@lab/bench';
import { importDefinition } from '@lab/bench/runner';
import { colorsFor, createTerminalSink, renderResult, type TerminalSink } from '@lab/bench/terminal';
import { isLabError, LabError } from '@lab/errors';
import { forkRun, type RunRequest } from '@lab/runs/child';
import { v7 } from 'uuid';
import type { BenchExperiment } from './experiments.ts';
import { openReport, type Report } from './open-report.ts';
import { parseArguments } from './parse-arguments.ts';

export interface RunBenchOptions {
  readonly experiments: readonly BenchExperiment[];
  /** The application's database for `--report`, where no `lab dev` is running. */
  readonly databaseUrl: string | undefined;
  /** External server to measure on; `--database-url` goes before it. */
  readonly benchDatabaseUrl: string | undefined;
  readonly reason: 'cli' | 'ci';
  readonly labRoot: string;
  /** Where relative paths of `--json` start. */
  readonly cwd: string;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly color: boolean;
  /** Another machine lock; for tests. */
  readonly lockName?: string | undefined;
}

/** Keeps what a run has sent, for the file of a run that ended in the middle. */
const createKeeper = () => {
  let header: RunHeader | undefined;
  let samples: Sample[] = [];
  const sink: RunnerSink = (event) => {
    if (event.type === 'started') header = event.header;
    if (event.type === 'sample') samples.push(event.sample);
    if (event.type === 'round-rejected') samples = rejectRound(samples, event);
  };
  return {
    sink,
    /** What there is of the run; undefined when it failed before it began. */
    salvage: (): BenchResult | undefined =>
      header && assembleResult(header, samples, { status: 'failed', finishedAt: new Date().toISOString() }),
  };
};

const inTurn =
  (...sinks: readonly RunnerSink[]): RunnerSink =>
  async (event) => {
    for (const sink of sinks) await sink(event);
  };

interface Finished {
  readonly result: BenchResult | undefined;
  readonly error: unknown;
}

/** The setting that named the server, where that was a flag. */
const worded = (error: unknown, flag: string | undefined): unknown =>
  flag !== undefined && isLabError(error) && error.code === 'database-unreachable'
    ? new LabError(error.code, { ...error.data, setting: '--database-url' }, { cause: error })
    : error;

const execute = async (
  request: RunRequest,
  options: RunBenchOptions,
  databaseUrl: string | undefined,
  terminal: TerminalSink,
  report: Report | undefined,
): Promise<Finished> => {
  const keeper = createKeeper();
  const { labRoot, signal, lockName } = options;
  const cancel = AbortSignal.any([signal, ...(report ? [report.cancelled] : [])]);
  const sinks = [keeper.sink, terminal.sink, ...(report ? [report.sink] : [])];
  try {
    const result = await forkRun(request, {
      labRoot,
      databaseUrl,
      lockName,
      signal: cancel,
      onEvent: inTurn(...sinks),
    });
    return { result, error: undefined };
  } catch (error) {
    return { result: keeper.salvage(), error };
  }
};

/** Known before hours of measuring, not after. */
const writableFile = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory())
    throw new LabError('bad-input', { problem: `--json needs the name of a file; ${file} is a folder.` });
  try {
    await access(found ? file : dirname(file), constants.W_OK);
    return file;
  } catch (error) {
    if (found) throw new LabError('bad-input', { problem: `--json cannot write to ${file}.` }, { cause: error });
    const problem = `--json cannot write to ${dirname(file)}; the folder must exist and be writable.`;
    throw new LabError('bad-input', { problem }, { cause: error });
  }
};

const wasCancelled = ({ result, error }: Finished): boolean =>
  error === undefined ? result?.status === 'partial' : isLabError(error) && error.code === 'cancelled';

/**
 * `lab bench`: runs what the command line asks for and shows it.
 *
 * @returns the exit code: 0 finished, 1 failed or a wrong result, 130 cancelled.
 * @throws LabError when the input is wrong or the database cannot be used; nothing was measured then.
 */
export const runBench = async (argv: readonly string[], options: RunBenchOptions): Promise<number> => {
  const asked = parseArguments(argv, options.experiments);
  const { stdout, stderr, color } = options;
  if (asked.kind === 'help') {
    stdout.write(`${asked.text}\n`);
    return 0;
  }
  const file = asked.json === undefined ? undefined : await writableFile(resolve(options.cwd, asked.json));
  const definition = await importDefinition(asked.experiment.definitionUrl);
  for (const { params, seed } of asked.plans) await definition.check?.({ params, seed });
  const databaseUrl = asked.databaseUrl ?? options.benchDatabaseUrl;
  await using scope = new AsyncDisposableStack();
  const store = asked.report ? scope.use(await openReport(options)) : undefined;
  for (const plan of asked.plans) {
    const request: RunRequest = {
      runId: v7(),
      reason: options.reason,
      definitionUrl: asked.experiment.definitionUrl,
      workload: plan.workload,
      variants: plan.variants && [...plan.variants],
      rounds: plan.rounds,
      seed: plan.seed,
      params: { ...plan.params },
      aa: asked.aa,
      tau: asked.tau,
    };
    await using report = await store?.begin(request, asked.experiment.contract);
    using terminal = createTerminalSink({ stream: stderr, live: stderr.isTTY === true, color });
    const { result, error } = await execute(request, options, databaseUrl, terminal, report);
    const finished: Finished = { result, error: worded(error, asked.databaseUrl) };
    terminal[Symbol.dispose]();
    await report?.end(finished.result, finished.error);
    if (finished.result) {
      stdout.write(`${renderResult(finished.result, colorsFor(color), stdout.columns || 200)}\n`);
      if (file !== undefined) {
        await writeFile(file, `${JSON.stringify(finished.result, null, 2)}\n`);
        stdout.write(`stored  ${file}\n`);
      }
      if (report) stdout.write(`stored  ${report.url}\n`);
    }
    if (wasCancelled(finished)) {
      if (!finished.result) stderr.write('Cancelled before the first sample; there is nothing to keep.\n');
      return 130;
    }
    if (finished.error !== undefined) {
      // Something was measured and shown: the sentence follows it, and the exit code is not that of a refusal.
      if (!finished.result) throw finished.error;
      stderr.write(`${finished.error instanceof Error ? finished.error.message : String(finished.error)}\n`);
      return 1;
    }
    if (finished.result?.status !== 'finished') return 1;
  }
  return 0;
};
