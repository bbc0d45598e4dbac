import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BenchResult, tauFromNoise } from '@lab/bench';
import { z } from 'zod';

const floorsSchema = z.record(z.string(), z.object({ tau: z.number(), runId: z.string(), measuredAt: z.string() }));

const fileOf = (labRoot: string): string => join(labRoot, '.lab', 'bench', 'noise-floor.json');
const keyOf = (experiment: string, workload: string, server: string): string => `${experiment}/${workload}/${server}`;

const readFloors = async (labRoot: string): Promise<z.infer<typeof floorsSchema>> => {
  try {
    return floorsSchema.parse(JSON.parse(await readFile(fileOf(labRoot), 'utf8')));
  } catch {
    // No A/A run yet, or a file of another version: both mean that nothing is known.
    return {};
  }
};

/** The threshold that the last A/A run of this workload on this machine asked for, or undefined. */
export const readNoiseFloor = async (
  labRoot: string,
  experiment: string,
  workload: string,
  server: string,
): Promise<number | undefined> => (await readFloors(labRoot))[keyOf(experiment, workload, server)]?.tau;

/** Remembers what an A/A run has found. */
export const keepNoiseFloor = async (labRoot: string, result: BenchResult): Promise<void> => {
  const interval = result.comparisons.find(({ headline }) => headline)?.ci;
  if (!interval) return;
  const { experiment, plan, environment, runId, finishedAt } = result;
  const floors = await readFloors(labRoot);
  const key = keyOf(experiment.id, plan.workload, environment.postgres?.server ?? 'private');
  floors[key] = { tau: tauFromNoise(interval), runId, measuredAt: finishedAt ?? result.startedAt };
  await mkdir(dirname(fileOf(labRoot)), { recursive: true });
  await writeFile(fileOf(labRoot), `${JSON.stringify(floors, null, 2)}\n`);
};
