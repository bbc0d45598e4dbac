import type { z } from 'zod';
import type { ExperimentContract } from './experiment.ts';
import type { LoadSummary } from './load.ts';

/** Where to measure. `private` clusters allow counters of the whole server (WAL, CPU) to be attributed to the sample. */
export interface BenchDatabase {
  readonly connectionString: string;
  readonly server: 'private' | 'external';
  /** Data folder of a private cluster: server-side files may be read from it. */
  readonly dataDirectory?: string;
  /** Process id of a private cluster's postmaster, for its CPU time. */
  readonly pid?: number;
}

/** What a definition gets in every step. */
export interface BenchContext<Params = unknown> {
  readonly runId: string;
  readonly workload: string;
  readonly params: Params;
  readonly seed: number;
  readonly database: BenchDatabase;
  /** Set `application_name` to this in every session, so that none outlives the run. */
  readonly applicationName: string;
  /** A folder of this run for data files, removed at its end. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** One sentence about what is being prepared, shown live. */
  note(text: string): void;
}

/** One execution: which variant, on how many rows: those of the dataset, cut at the variant's cap. */
export interface SampleSpec {
  readonly variant: string;
  readonly rows: number;
  readonly round: number;
  readonly slot: number;
}

/** Runs in the sample's own process. */
export interface MeasureContext<Params = unknown> extends BenchContext<Params> {
  /** Calls `work` as the timed unit: clock, CPU, peak memory and server counters cover exactly this. Call it once. */
  timed<T>(work: () => Promise<T>): Promise<T>;
  /** Cheap enough for every batch; the runner throttles. */
  progress(done: number, total: number): void;
}

export interface Measured {
  /** Metrics that only the experiment knows (`round_trips`); the runner adds seconds, CPU, memory and WAL. */
  readonly metrics: Readonly<Record<string, number>>;
  /**
   * Those that end in `_cpu_seconds` are CPU time of further processes that belong to the sample (`generator_cpu_seconds`,
   * `redis_cpu_seconds`): it is not a busy machine.
   */
  readonly counters?: Readonly<Record<string, number>>;
  /**
   * What makes the sample doubtful, under the names of the runner's rules (`noiseRules`): a broken one makes the round run
   * again, as a busy machine does. A load generator at its limit says so here.
   */
  readonly noise?: Readonly<Record<string, number>>;
  /** A load on a server, as its generator saw it, and the histogram of its latencies. */
  readonly load?: LoadSummary;
  readonly histogram?: string;
}

export interface Verified {
  readonly rows: number;
  /** Order-independent over natural keys and values, surrogate ids excluded. */
  readonly checksum: string;
  readonly ok: boolean;
  /** When not ok: what was expected, in one sentence. */
  readonly expected?: string;
  /** Metrics read from the finished state (`table_bytes`). */
  readonly metrics?: Readonly<Record<string, number>>;
}

/** A sample that has been measured and verified, with the numbers of its process and of the server. */
export interface DerivedFrom {
  readonly workload: string;
  readonly variant: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly counters: Readonly<Record<string, number>>;
}

/** The server half of an experiment: door "./bench", default export. */
export interface BenchDefinition<Schema extends z.ZodObject = z.ZodObject> {
  readonly contract: ExperimentContract<Schema>;
  /** The folder whose files are the benchmark's code: hashed into the result's version, and read for `code`. */
  readonly sources: URL;
  /** Further folders and files that decide what is measured, hashed into the version too: the contract, what variants call. */
  readonly moreSources?: readonly URL[];
  /**
   * Source file of a variant relative to `sources`, the files behind it that do the work (relative to `sources` too, or whole
   * `file:` URLs), and its SQL if it has one. A reader gets them one after the other, each under its path.
   */
  describe(
    workload: string,
    variant: string,
    params: z.output<Schema>,
  ): { readonly file: string; readonly files?: readonly string[]; readonly sql?: string };
  /**
   * Refuses what the schema of the parameters cannot see, such as a file that cannot be read. The command line calls it before
   * anything is started.
   */
  check?(asked: { readonly params: z.output<Schema>; readonly seed: number }): Promise<void>;
  /** Reason for which a variant cannot run on this machine, or undefined. Called once before the plan is fixed. */
  unavailable?(variant: string, context: BenchContext<z.output<Schema>>): Promise<string | undefined>;
  /**
   * What is written. A run that was interrupted is continued only on the very same, so the description tells contents apart
   * that come from outside (a hash of a file, say).
   */
  dataset(
    context: BenchContext<z.output<Schema>>,
  ): Promise<{ readonly name: string; readonly rows: number; readonly description: string }>;
  /** Once a run, in the runner's process. */
  setup(context: BenchContext<z.output<Schema>>): Promise<void>;
  /**
   * Before every sample, in the runner's process: the same starting state for all (rows, indexes, `VACUUM ANALYZE`). Not
   * timed. The runner sends a CHECKPOINT after it where the account may, and says so in the notes where it may not.
   */
  prepare(context: BenchContext<z.output<Schema>>, sample: SampleSpec): Promise<void>;
  /** In the sample's own process, a fresh one each time. A unit shorter than 200 ms should be repeated inside `timed`. */
  measure(context: MeasureContext<z.output<Schema>>, sample: SampleSpec): Promise<Measured>;
  /** After every sample, in the runner's process. A wrong result is an error, not a time. */
  verify(context: BenchContext<z.output<Schema>>, sample: SampleSpec): Promise<Verified>;
  /**
   * Metrics that need numbers of both sides, such as the CPU time of process and server per request. Called in the runner's
   * process after every sample; what it returns joins the metrics. A number that is not known (the CPU time of an external
   * server) is absent from what it gets, and then the metric is left out.
   */
  derive?(sample: DerivedFrom): Readonly<Record<string, number | undefined>>;
  /** Once a run, also after a failure. */
  teardown(context: BenchContext<z.output<Schema>>): Promise<void>;
}
