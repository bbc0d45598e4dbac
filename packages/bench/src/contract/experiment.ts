import type { z } from 'zod';

/**
 * One number that every sample carries. Ids are snake_case with the unit in the name; values are plain numbers in SI base
 * units, and a variant that cannot know one (psql's round trips) leaves it out.
 */
export interface Metric {
  readonly id: string;
  readonly label: string;
  readonly unit: 'rows/s' | 's' | 'B' | '1' | 'requests/s' | 'ms' | 'µs';
  readonly better: 'higher' | 'lower';
}

/** One way to do the job. */
export interface Variant {
  readonly id: string;
  readonly label: string;
  /** What a sensible engineer writes first. Drawn in a neutral tone, and the baseline of every ratio. */
  readonly naive: boolean;
  /** A yardstick that is not for adoption, such as psql itself. Drawn hollow. */
  readonly reference: boolean;
  /** One or two sentences; says so when the variant is not atomic. */
  readonly description: string;
  readonly atomic: boolean;
  /**
   * When it may be chosen at all, where that is not always: `only where the whole table may be replaced`. A verdict that it
   * wins says so, and names the best variant without a condition as well.
   */
  readonly condition?: string;
  /** Settings that make it fast, shown with it: `{ 'rows per statement': '1,000' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Runs on at most this many rows, because more would take too long; every sample states its `rows`. */
  readonly rowsCap?: number;
  /**
   * Where its work is done when that is not the sample's process: `in psql`, `in the server`. Memory and CPU of the process
   * are then those of one that waits, so they are left out, and these words are shown in their place.
   */
  readonly outside?: string;
}

export interface Workload {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly variants: readonly Variant[];
  /** Id of the naive variant that ratios are quoted against. */
  readonly baseline: string;
}

/** What the standard plan of an experiment runs, one entry after the other (`pnpm turbo bench`). */
export interface PlannedRun {
  readonly workload: string;
  readonly rounds: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The browser-safe half of an experiment: door "." of its package. `parameters` is the only definition of its knobs: the
 * command line derives flags from it, the page its form (`.meta({ title, description })` and limits included). A knob that names
 * something on the machine itself has `.meta({ cli: true })`: it is a flag, but no page may set it. `.meta({ choices: { bare: '…' } })`
 * gives the values of an enum their names for people; `.meta({ more: true })` folds a knob that few need away under "More settings".
 */
export interface ExperimentContract<Params extends z.ZodObject = z.ZodObject> {
  readonly slug: string;
  readonly title: string;
  /** One line, ends with a question mark. */
  readonly question: string;
  readonly workloads: readonly Workload[];
  readonly parameters: Params;
  readonly metrics: readonly Metric[];
  /** Id of the metric that verdicts are about. */
  readonly headline: string;
  /**
   * How a verdict is worded: `COPY binary wrote 57.4 times as many rows per second as Prisma create` has the verb `wrote`
   * and the noun `rows per second`.
   */
  readonly verdictVerb: string;
  readonly verdictNoun: string;
  /** What `progress` of a sample counts, where that is not rows: `seconds` of a load. */
  readonly progressUnit?: string;
  readonly standardPlan: readonly PlannedRun[];
  /** What a page proposes where nothing was measured yet: a verdict in a minute or two, from samples long enough to measure. */
  readonly firstRun: PlannedRun & { readonly variants: readonly string[] };
}
