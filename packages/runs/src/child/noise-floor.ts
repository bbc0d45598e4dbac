import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type BenchResult, highestFloor, noiseFloorOf, usualTau } from '@lab/bench';
import { z } from 'zod';

const floorSchema = z.object({
  experiment: z.string(),
  workload: z.string(),
  server: z.string(),
  /** The one that was measured against itself. */
  variant: z.string(),
  params: z.record(z.string(), z.unknown()),
  tau: z.number(),
  runId: z.string(),
  measuredAt: z.string(),
});
type Floor = z.infer<typeof floorSchema>;

const fileOf = (labRoot: string): string => join(labRoot, '.lab', 'bench', 'noise-floor.json');

const readFloors = async (labRoot: string): Promise<Floor[]> => {
  try {
    return z.array(floorSchema).parse(JSON.parse(await readFile(fileOf(labRoot), 'utf8')));
  } catch {
    // No A/A run yet, or a file of another version: both mean that nothing is known.
    return [];
  }
};

/** As a result file has them: an absent optional parameter is no key. */
const plain = (params: Readonly<Record<string, unknown>>): unknown => JSON.parse(JSON.stringify(params));

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** What a run is that asks for a threshold. */
export interface FloorQuery {
  readonly labRoot: string;
  readonly experiment: string;
  readonly workload: string;
  readonly server: string;
  readonly variants: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The threshold for a run of these variants with these parameters, from the A/A runs of this machine, with the note that
 * tells its reader so. Of several the greatest; one above {@link highestFloor} is not used but said.
 */
export const knownThreshold = async (
  query: FloorQuery,
): Promise<{ readonly tau: number | undefined; readonly notes: readonly string[] }> => {
  const params = plain(query.params);
  const floors = (await readFloors(query.labRoot)).filter(
    (floor) =>
      floor.experiment === query.experiment &&
      floor.workload === query.workload &&
      floor.server === query.server &&
      query.variants.includes(floor.variant) &&
      isDeepStrictEqual(floor.params, params),
  );
  const highest = floors.toSorted((a, b) => b.tau - a.tau);
  const used = highest.find(({ tau }) => tau <= highestFloor);
  const from = ({ measuredAt }: Floor) => `A/A run of ${measuredAt.slice(0, 10)}`;
  return {
    tau: used?.tau,
    notes: [
      ...highest
        .filter(({ tau }) => tau > highestFloor)
        .map(
          (floor) =>
            `The ${from(floor)} found differences of ${percent(floor.tau)} in ${floor.variant} by noise alone; a threshold above ${percent(highestFloor)} is not used.`,
        ),
      ...(used && used.tau > usualTau
        ? [`Differences under ${percent(used.tau)} do not count: ${from(used)}, ${used.variant} against itself.`]
        : []),
    ],
  };
};

/** Remembers what an A/A run has found, in place of what an earlier one of the same plan had. Nothing when it measured no rest. */
export const keepNoiseFloor = async (labRoot: string, result: BenchResult): Promise<void> => {
  const { experiment, plan, environment, runId, finishedAt } = result;
  const floor = noiseFloorOf(result.samples, result.comparisons);
  if (!floor?.trusted) return;
  const key = {
    experiment: experiment.id,
    workload: plan.workload,
    server: environment.postgres?.server ?? 'private',
    variant: plan.baseline.replace(/:a$/, ''),
    params: z.record(z.string(), z.unknown()).parse(plain(experiment.params)),
  };
  const others = (await readFloors(labRoot)).filter(
    ({ tau: _, runId: __, measuredAt: ___, ...other }) => !isDeepStrictEqual(other, key),
  );
  const found = { ...key, tau: floor.tau, runId, measuredAt: finishedAt ?? result.startedAt };
  await mkdir(dirname(fileOf(labRoot)), { recursive: true });
  await writeFile(fileOf(labRoot), `${JSON.stringify([...others, found], null, 2)}\n`);
};
