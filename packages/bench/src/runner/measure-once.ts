import type { BenchContext, BenchDatabase, BenchDefinition, SampleSpec } from '../contract/definition.ts';
import type { Sample } from '../contract/result.ts';
import type { PlannedVariant } from './build-header.ts';
import { type Control, sessionNames } from './connect-control.ts';
import { derivedMetrics } from './derived-metrics.ts';
import { noiseBetween } from './judge-noise.ts';
import { ownNumbers } from './own-numbers.ts';
import { type MachineReading, readMachine } from './read-machine.ts';
import { readServerCounters, type ServerCounters } from './read-server-counters.ts';
import { runSample } from './run-sample.ts';
import { serverDifferences } from './server-differences.ts';
import { withinLimit } from './within-limit.ts';

export interface Measuring {
  readonly definition: BenchDefinition;
  readonly definitionUrl: string;
  readonly context: BenchContext<Record<string, unknown>>;
  readonly database: BenchDatabase;
  readonly control: Control;
  readonly datasetRows: number;
  readonly signal: AbortSignal;
  /** Checksum of the first right result on that many rows, with the label that wrote it. */
  readonly checksums: Map<number, { readonly label: string; readonly checksum: string }>;
  /** The most seconds that each step of this sample (prepare, measure, verify) may take before it counts as hanging. */
  readonly limitSeconds: number;
  onProgress(done: number, total: number): void;
}

export interface Place {
  readonly round: number;
  readonly attempt: number;
  readonly slot: number;
}

interface Edge {
  readonly server: ServerCounters;
  readonly machine: MachineReading;
}

/** Drivers and ORMs frame their messages over many lines; a sample says it in one. */
const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replace(/\s+/g, ' ').trim();

/** Checks the result; throws one sentence when it is wrong. */
const verify = async (run: Measuring, spec: SampleSpec, label: string) => {
  const verified = await run.definition.verify(run.context, spec);
  const found = { rows: verified.rows, checksum: verified.checksum };
  if (!verified.ok) {
    const error = `Wrong result: ${verified.expected ?? 'another one was expected'}; found ${found.rows} rows with checksum ${found.checksum}.`;
    return { correctness: { ...found, ok: false }, error, metrics: {} };
  }
  const known = run.checksums.get(spec.rows);
  if (known && known.checksum !== found.checksum) {
    const error = `Wrong result: its checksum is ${found.checksum}, but ${known.label} left ${known.checksum} on the same ${spec.rows} rows.`;
    return { correctness: { ...found, ok: false }, error, metrics: {} };
  }
  if (!known) run.checksums.set(spec.rows, { label, checksum: found.checksum });
  return { correctness: { ...found, ok: true }, error: undefined, metrics: { ...verified.metrics } };
};

/**
 * One sample: prepare, CHECKPOINT, measure in a process of its own, verify. A variant that fails or leaves a wrong result
 * gives a sample with status `error`.
 *
 * @throws LabError `database-unreachable` when the server itself is gone; the signal's reason when cancelled.
 */
export const measureOnce = async (run: Measuring, variant: PlannedVariant, place: Place): Promise<Sample> => {
  const { control, signal } = run;
  const rows = Math.min(run.datasetRows, variant.rowsCap);
  const spec: SampleSpec = { variant: variant.id, rows, round: place.round, slot: place.slot };
  const blank: Sample = {
    ...place,
    variant: variant.label,
    phase: place.round === 0 ? 'warmup' : 'measure',
    status: 'error',
    startedAt: new Date().toISOString(),
    metrics: {},
    counters: { rows },
    noise: {},
  };
  const within = <T>(step: string, work: () => Promise<T>): Promise<T> =>
    withinLimit(
      { name: `${step} ${variant.name}`, seconds: run.limitSeconds, endSessions: () => control.endSessions('all') },
      work,
    );
  try {
    await within('Preparing', () => run.definition.prepare(run.context, spec));
    if (control.mayCheckpoint) await control.client.query('checkpoint');
    signal.throwIfAborted();
    const { runId, workload, params, seed, database, scratch } = run.context;
    const blocks = await readServerCounters(control, undefined);
    const raw = await runSample<Edge>(
      {
        type: 'start',
        definitionUrl: run.definitionUrl,
        context: {
          ...{ runId, workload, params, seed, scratch, database: { ...database } },
          applicationName: sessionNames(runId).sample,
        },
        sample: spec,
      },
      {
        edge: async () => ({ server: await readServerCounters(control, run.database.pid), machine: readMachine() }),
        progress: run.onProgress,
        note: run.context.note,
      },
      { name: variant.name, seconds: run.limitSeconds },
      signal,
    );
    // Sessions report their block counts when they end, so these are read after the process has.
    await control.endSessions('sample');
    const blocksAfter = await readServerCounters(control, undefined);
    const { seconds = 0, cpu_seconds = 0 } = raw.metrics;
    // A load generator or a cache is a process of its own: beside the sample, but of it.
    const beside = Object.entries(raw.counters).filter(([name]) => name.endsWith('_cpu_seconds'));
    const besideCpu = beside.reduce((sum, [, spent]) => sum + spent, 0);
    const server = serverDifferences(raw.before.server, raw.after.server);
    const measuredCpu = server.cpu === undefined ? undefined : cpu_seconds + besideCpu + server.cpu;
    const checked = await within('Checking the result of', () => verify(run, spec, variant.label));
    const own = ownNumbers(raw, variant.outside);
    const metrics = {
      ...(run.definition.contract.metrics.some(({ id }) => id === 'rows_per_second') && {
        rows_per_second: seconds > 0 ? rows / seconds : 0,
      }),
      ...own.metrics,
      ...server.wal,
      ...checked.metrics,
    };
    const counters = {
      rows,
      ...own.counters,
      ...server.counters,
      blocks_read: Math.max(0, blocksAfter.blocksRead - blocks.blocksRead),
      blocks_hit: Math.max(0, blocksAfter.blocksHit - blocks.blocksHit),
    };
    const derived =
      checked.error === undefined
        ? derivedMetrics(run.definition, { workload, variant: variant.id, metrics, counters })
        : {};
    return {
      ...blank,
      status: checked.error === undefined ? 'ok' : 'error',
      ...(checked.error !== undefined && { error: checked.error }),
      metrics: { ...metrics, ...derived },
      counters,
      correctness: checked.correctness,
      noise: { ...raw.noise, ...noiseBetween(raw.before.machine, raw.after.machine, measuredCpu) },
      ...(raw.load && { load: raw.load }),
      ...(raw.histogram !== undefined && { histogram: raw.histogram }),
    };
  } catch (error) {
    signal.throwIfAborted();
    await control.ping();
    await control.endSessions('sample');
    return { ...blank, error: oneLine(error) };
  }
};
